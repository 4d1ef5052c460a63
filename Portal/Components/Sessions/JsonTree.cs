using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Components.Display;

namespace Portal.Components.Sessions;

/// <summary>
/// A masked message as a readable tree: JSON inside strings is opened too, masked places carry their kind and rule, and nothing
/// in a message is ever markup. Bounded in nodes and text, because a message may be megabytes.
/// </summary>
public sealed partial class JsonTree : ComponentBase
{
    private const int MaxNodes = 2000;
    private const int MaxName = 200;

    private ILookup<string, MaskedEntry> _masked = Array
        .Empty<MaskedEntry>()
        .ToLookup(entry => entry.Path, StringComparer.Ordinal);
    private int _left;

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public JsonElement Root { get; set; }

    /// <summary>Most characters shown of one value. Default: 4,000.</summary>
    [Parameter]
    public int MaxText { get; set; } = 4000;

    /// <summary>Gets or sets what was masked in it.</summary>
    [Parameter]
    public IReadOnlyList<MaskedEntry> Masked { get; set; } = [];

    /// <inheritdoc />
    protected override void OnParametersSet() =>
        _masked = Masked.ToLookup(entry => Nearest(JsonPaths.Pointer(entry.Path)), StringComparer.Ordinal);

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _left = MaxNodes;
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "json");
        Children(builder, Root, "");
        builder.CloseElement();
    }

    private void Children(RenderTreeBuilder builder, JsonElement parent, string pointer)
    {
        builder.OpenElement(10, "ul");
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in parent.EnumerateObject())
            {
                Item(builder, property.Name, property.Value, JsonPaths.Child(pointer, property.Name));
            }
        }
        else if (parent.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var element in parent.EnumerateArray())
            {
                Item(builder, $"{index}", element, $"{pointer}/{index}");
                index++;
            }
        }
        else
        {
            Item(builder, null, parent, pointer);
        }

        builder.CloseElement();
    }

    private void Item(RenderTreeBuilder builder, string? name, JsonElement value, string pointer)
    {
        if (--_left < 0)
        {
            if (_left == -1)
            {
                builder.AddMarkupContent(20, "<li class=\"json-cut\">… the rest is in the raw text</li>");
            }

            return;
        }

        builder.OpenElement(21, "li");
        var inner = InnerJson(value);
        var branch = inner ?? value;
        if (branch.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Count(branch) > 0)
        {
            builder.OpenElement(22, "details");
            builder.AddAttribute(23, "open", _left > MaxNodes / 2);
            builder.OpenElement(24, "summary");
            Name(builder, name);
            var (open, close) = branch.ValueKind == JsonValueKind.Object ? ("{", "}") : ("[", "]");
            Note(builder, $"{open}{Count(branch)}{close}{(inner is null ? "" : " JSON in text")}");
            Badges(builder, pointer);
            builder.CloseElement();
            Children(builder, branch, pointer);
            builder.CloseElement();
        }
        else
        {
            Name(builder, name);
            Value(builder, value);
            Badges(builder, pointer);
        }

        builder.CloseElement();
    }

    private static void Name(RenderTreeBuilder builder, string? name)
    {
        if (name is not null)
        {
            builder.OpenElement(30, "span");
            builder.AddAttribute(31, "class", "json-name");
            builder.AddAttribute(32, "dir", "ltr");
            builder.OpenRegion(33);
            Untrusted.Append(builder, VisibleText.Cut(name, MaxName), lines: false);
            builder.CloseRegion();
            if (name.Length > MaxName)
            {
                builder.AddContent(34, "…");
            }

            builder.CloseElement();
        }
    }

    private static void Note(RenderTreeBuilder builder, string text)
    {
        builder.OpenElement(40, "span");
        builder.AddAttribute(41, "class", "json-note");
        builder.AddContent(42, text);
        builder.CloseElement();
    }

    private void Value(RenderTreeBuilder builder, JsonElement value)
    {
        builder.OpenElement(50, "span");
        builder.AddAttribute(51, "class", $"json-{value.ValueKind.ToString().ToLowerInvariant()}");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        builder.AddAttribute(52, "dir", "ltr");
        Marked(builder, VisibleText.Cut(text, MaxText));
        builder.CloseElement();
        if (text.Length > MaxText)
        {
            Note(builder, $"… {text.Length - MaxText} more characters in the raw text");
        }
    }

    // A masked number is marked where it stands, not only where the list says it is.
    private static void Marked(RenderTreeBuilder builder, string text)
    {
        var from = 0;
        foreach (var match in MaskPattern().EnumerateMatches(text))
        {
            Text(builder, text[from..match.Index]);
            builder.OpenElement(61, "mark");
            builder.AddContent(62, text.Substring(match.Index, match.Length));
            builder.CloseElement();
            from = match.Index + match.Length;
        }

        Text(builder, text[from..]);
    }

    private static void Text(RenderTreeBuilder builder, string text)
    {
        builder.OpenRegion(63);
        Untrusted.Append(builder, text, lines: true);
        builder.CloseRegion();
    }

    private void Badges(RenderTreeBuilder builder, string pointer)
    {
        foreach (var entry in _masked[pointer])
        {
            builder.OpenComponent<MaskBadge>(70);
            builder.AddComponentParameter(71, nameof(MaskBadge.Entry), entry);
            builder.CloseComponent();
        }
    }

    // The masker may point below what the tree can show, such as a column of a CSV text: the badge goes to the nearest place
    // there is.
    private string Nearest(string pointer)
    {
        var best = "";
        var at = Root;
        foreach (var segment in pointer.Split('/').Skip(1))
        {
            at = InnerJson(at) ?? at;
            if (
                !TryStep(
                    at,
                    segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal),
                    out at
                )
            )
            {
                return best;
            }

            best = $"{best}/{segment}";
        }

        return best;
    }

    private static bool TryStep(JsonElement from, string segment, out JsonElement to)
    {
        to = default;
        return from.ValueKind switch
        {
            JsonValueKind.Object => from.TryGetProperty(segment, out to),
            JsonValueKind.Array when int.TryParse(segment, out var index) && index >= 0 && index < from.GetArrayLength() => (
                to = from[index]
            ).ValueKind != JsonValueKind.Undefined,
            _ => false,
        };
    }

    private static JsonElement? InnerJson(JsonElement value)
    {
        if (
            value.ValueKind != JsonValueKind.String
            || value.GetString() is not { Length: > 1 and < 1_000_000 } text
            || text.TrimStart() is not ['{' or '[', ..]
        )
        {
            return null;
        }

        return ReadableJson.Parse(text);
    }

    private static int Count(JsonElement branch) =>
        branch.ValueKind == JsonValueKind.Object ? branch.GetPropertyCount() : branch.GetArrayLength();

    [GeneratedRegex(
        @"\d{4,8}[\s-]?(?:[\*•xX]{2,}[\s-]?)+\d{2,4}|\*{3,}|\[(?:redacted|masked|removed|track data removed|PIN removed)\]"
            + @"|\[[A-Za-z0-9_-]{1,32}(?::[a-z]{1,16})?:[a-z2-7]{16}\]",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex MaskPattern();
}
