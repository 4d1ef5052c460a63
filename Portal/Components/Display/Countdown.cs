using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Components.Display;

/// <summary>How long is left until a time: minutes, then seconds. Draws itself anew only when what it says changes.</summary>
public sealed class Countdown : ComponentBase, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private IDisposable? _watch;
    private string _text = "";

    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Until { get; set; }

    /// <summary>Whether seconds always show. Default: in the last two minutes only.</summary>
    [Parameter]
    public bool Exact { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private SecondTicker Ticker { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => _watch?.Dispose();

    /// <summary>Returns what is left, such as <c>28 min left</c>, <c>1:47 left</c> or <c>expired</c>.</summary>
    internal static string Text(TimeSpan left, bool exact) =>
        left switch
        {
            { TotalSeconds: < 1 } => "expired",
            { TotalHours: >= 1 } => $"{(int)left.TotalHours} h {left.Minutes:00} min left",
            _ when exact || left < Soon => string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)left.TotalMinutes}:{left.Seconds:00} left"
            ),
            _ => $"{(int)left.TotalMinutes} min left",
        };

    /// <inheritdoc />
    protected override void OnInitialized() => _watch = Ticker.Watch(OnTick);

    /// <inheritdoc />
    protected override void OnParametersSet() => _text = Text(Until - Time.GetUtcNow(), Exact);

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "class", Until - Time.GetUtcNow() < Soon ? "countdown countdown-soon" : "countdown");
        builder.AddAttribute(2, "datetime", Times.Machine(Until));
        builder.AddAttribute(3, "title", Times.Exact(Until));
        builder.AddContent(4, _text);
        builder.CloseElement();
    }

    private void OnTick()
    {
        var text = Text(Until - Time.GetUtcNow(), Exact);
        if (!string.Equals(text, _text, StringComparison.Ordinal))
        {
            _ = InvokeAsync(() =>
            {
                _text = text;
                StateHasChanged();
            });
        }
    }
}
