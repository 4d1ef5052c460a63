using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Components.Display;

/// <summary>A point in time as "3 min ago", with the exact UTC time on hover. Keeps itself current.</summary>
public sealed class RelativeTime : ComponentBase, IDisposable
{
    /// <summary>The time; null shows a dash.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset? Value { get; set; }

    /// <summary>Gets or sets what stands for no time.</summary>
    [Parameter]
    public string None { get; set; } = "–";

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Ticker Ticker { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Ticker.Tick -= OnTick;

    /// <inheritdoc />
    protected override void OnInitialized() => Ticker.Tick += OnTick;

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Value is not { } value)
        {
            builder.AddContent(0, None);
            return;
        }

        builder.OpenElement(1, "time");
        builder.AddAttribute(2, "datetime", Times.Machine(value));
        builder.AddAttribute(3, "title", Times.Exact(value));
        builder.AddAttribute(4, "class", "time");
        builder.AddContent(5, Times.Relative(value, Time.GetUtcNow()));
        builder.CloseElement();
    }

    private void OnTick(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
