using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Components.Dashboard;

/// <summary>One figure of a span, compared with the span before.</summary>
public sealed partial class TotalCard
{
    /// <summary>Material symbol.</summary>
    [Parameter]
    public string Icon { get; set; } = "";

    /// <summary>Gets or sets what is counted.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The figure.</summary>
    [Parameter]
    public long Value { get; set; }

    /// <summary>The figure of the span before.</summary>
    [Parameter]
    public long Before { get; set; }

    /// <summary>The span.</summary>
    [Parameter, EditorRequired]
    public TrafficSpan Span { get; set; } = null!;

    /// <summary>Where to see what was counted.</summary>
    [Parameter]
    public string? Link { get; set; }

    private string Earlier =>
        Span.Key switch
        {
            "1h" => "the hour before",
            "24h" => "the day before",
            _ => "the week before",
        };

    private (string Icon, string Text) Change =>
        (Value - Before) switch
        {
            0 => ("trending_flat", $"same as {Earlier}"),
            > 0 => ("trending_up", $"{Amount(Value - Before)} more than {Earlier}"),
            _ => ("trending_down", $"{Amount(Before - Value)} fewer than {Earlier}"),
        };

    private static string Amount(long difference) => difference.ToString("N0", CultureInfo.InvariantCulture);
}
