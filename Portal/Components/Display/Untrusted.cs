using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Components.Display;

/// <summary>
/// A text that somebody else wrote, such as a tool's name, an argument or a reason: never markup, never in a direction of its
/// own, hidden characters marked as chips, and no more of it than a person reads, with the rest on request.
/// </summary>
public sealed class Untrusted : ComponentBase
{
    private const int Step = 4000;

    private int _shown;
    private string? _text;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string? Text { get; set; }

    /// <summary>Characters shown at first. Default: 300.</summary>
    [Parameter]
    public int Max { get; set; } = 300;

    /// <summary>Whether line breaks stay. Default: no, they are marked, so that a name cannot look like two.</summary>
    [Parameter]
    public bool Lines { get; set; }

    /// <summary>Whether there is a button for the rest. Default: no, for texts within links and lists.</summary>
    [Parameter]
    public bool More { get; set; }

    /// <summary>Adds a text to what is being drawn: plain text, and a chip for each run of hidden characters.</summary>
    internal static void Append(RenderTreeBuilder builder, string text, bool lines)
    {
        foreach (var (part, isHidden) in VisibleText.Split(text, lines))
        {
            if (!isHidden)
            {
                builder.AddContent(0, part);
                continue;
            }

            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "hidden-character");
            builder.AddAttribute(3, "title", "A character that cannot be seen, or that changes how others are seen");
            builder.AddContent(4, part);
            builder.CloseElement();
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!string.Equals(_text, Text, StringComparison.Ordinal))
        {
            (_text, _shown) = (Text, Max);
        }
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var text = _text ?? "";
        var cut = VisibleText.Cut(text, Math.Max(_shown, Max));
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", Lines ? "untrusted untrusted-lines" : "untrusted");
        builder.AddAttribute(2, "dir", "ltr");
        builder.OpenRegion(3);
        Append(builder, cut, Lines);
        builder.CloseRegion();
        if (cut.Length < text.Length)
        {
            builder.AddContent(4, "…");
        }

        builder.CloseElement();
        if (More && cut.Length < text.Length)
        {
            AddMore(builder, text.Length - cut.Length);
        }
    }

    private void AddMore(RenderTreeBuilder builder, int left)
    {
        builder.OpenElement(10, "button");
        builder.AddAttribute(11, "type", "button");
        builder.AddAttribute(12, "class", "button button-small untrusted-more");
        builder.AddAttribute(13, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, ShowMore));
        builder.AddContent(
            14,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Show {Math.Min(left, Math.Max(Step, Max)):N0} more of {left:N0} characters"
            )
        );
        builder.CloseElement();
    }

    private void ShowMore() => _shown = Math.Max(_shown, Max) + Math.Max(Step, Max);
}
