using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Components.Display;

/// <summary>A Material symbol. Decoration only: text beside it, or the button's label, says what it means.</summary>
public sealed class Icon : ComponentBase
{
    /// <summary>The symbol's ligature name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "i");
        builder.AddAttribute(1, "class", "rzi notranslate");
        builder.AddAttribute(2, "aria-hidden", "true");
        builder.AddContent(3, Name);
        builder.CloseElement();
    }
}
