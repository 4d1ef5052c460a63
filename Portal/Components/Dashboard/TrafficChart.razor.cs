using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Components.Dashboard;

/// <summary>A span over time: calls, or what the controls did.</summary>
public sealed partial class TrafficChart
{
    private static readonly int[] Factors = [1, 2, 5, 10];

    private IReadOnlyList<ChartPoint> _data = [];
    private double _top = 4;
    private double _step = 1;

    /// <summary>The points, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TrafficPoint> Points { get; set; } = [];

    /// <summary>The span, for the axis.</summary>
    [Parameter, EditorRequired]
    public TrafficSpan Span { get; set; } = null!;

    /// <summary>Calls; else masked, denied and held.</summary>
    [Parameter]
    public bool Calls { get; set; }

    private string Summary
    {
        get
        {
            var total = TrafficPoint.Sum(Points);
            return Calls
                ? $"{total.Calls} calls over {Span.Text.ToLowerInvariant()}, at most "
                    + $"{Points.Select(point => point.Calls).DefaultIfEmpty().Max()} at a time"
                : $"{total.Masked} values masked, {total.Denied} messages denied and {total.Held} held over "
                    + $"{Span.Text.ToLowerInvariant()}";
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _data =
        [
            .. Points.Select(point => new ChartPoint(
                point.Time.UtcDateTime,
                point.Calls,
                point.Denied,
                point.Held,
                point.Masked
            )),
        ];
        var highest = _data
            .Select(point => Calls ? point.Calls : Math.Max(point.Masked, Math.Max(point.Denied, point.Held)))
            .DefaultIfEmpty()
            .Max();
        _step = StepOf(highest);
        _top = Math.Max(4 * _step, Math.Ceiling(highest / _step) * _step);
    }

    // Whole numbers of 1, 2 or 5 and their tens, four or five lines.
    private static double StepOf(double highest)
    {
        var raw = Math.Max(1, highest / 4);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return Factors.Select(factor => factor * power).First(step => step >= raw);
    }

    private string FormatTime(object value) =>
        value is DateTime time
            ? time.ToString(Span.Length > TimeSpan.FromDays(1) ? "ddd HH:mm" : "HH:mm", CultureInfo.InvariantCulture)
            : "";
}
