using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>One tag of HTML or XML.</summary>
internal readonly ref struct MarkupTag
{
    private const int Longest = 512;
    private const int LongestName = 64;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:."u8);

    // Attributes that say what an element's content is.
    private static readonly FrozenSet<string> Naming = new[] { "name", "id", "key", "label", "field", "title", "property", "tag", "itemprop", "for", "placeholder", "aria-label" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Elements of HTML that are no more than form.
    private static readonly FrozenSet<string> Forms = new[]
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "body", "center", "cite", "code", "data", "del", "dfn", "em", "font", "head", "html", "i", "ins", "kbd", "mark", "nobr", "q", "s", "samp", "script", "small", "span", "strike",
        "strong", "style", "sub", "sup", "time", "tt", "u", "var", "wbr", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "pre", "form", "label",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _start;

    private MarkupTag(ReadOnlySpan<byte> text, int start, int length, Range name)
    {
        _text = text;
        _start = start;
        Length = length;
        Name = name;
    }

    /// <summary>Bytes of it, angle brackets included; 0 where there is none.</summary>
    public int Length { get; }

    /// <summary>Where its name stands in the text.</summary>
    public Range Name { get; }

    /// <summary>Whether it ends an element.</summary>
    public bool IsEnd => _text[_start + 1] == '/';

    /// <summary>Gets what stands between the angle brackets.</summary>
    public ReadOnlySpan<byte> Content => _text.Slice(_start + 1, Length - 2);

    /// <summary>Whether its element only gives a text its form.</summary>
    public bool IsForm
    {
        get
        {
            Span<char> name = stackalloc char[LongestName];
            var bytes = _text[Name];
            return bytes.Length <= LongestName && Forms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..Encoding.ASCII.GetChars(bytes, name)]);
        }
    }

    /// <summary>Reads the tag that begins at a place.</summary>
    public static MarkupTag At(ReadOnlySpan<byte> text, int position)
    {
        var rest = text[(position + 1)..Math.Min(text.Length, position + Longest)];
        if (rest.IsEmpty || !(char.IsAsciiLetter((char)rest[0]) || rest[0] is (byte)'/' or (byte)'!' or (byte)'?'))
        {
            return default;
        }

        var end = rest.IndexOf((byte)'>');
        if (end < 0 || rest[..end].Contains((byte)'<'))
        {
            return default;
        }

        var first = rest[0] == '/' ? 1 : 0;
        var name = rest[first..end];
        var length = name.IndexOfAnyExcept(Letters);
        length = length < 0 ? name.Length : length;
        return new MarkupTag(text, position, end + 2, (position + 1 + first)..(position + 1 + first + length));
    }

    /// <summary>Where its element is named: by an attribute whose value means something, else by the tag.</summary>
    /// <param name="value">Where the value of its <c>value</c> attribute stands; empty without one.</param>
    public Range Label(out Range value)
    {
        var label = Name;
        Range named = default;
        value = default;
        var position = Name.End.Value;
        while (NextAttribute(ref position, out var name, out var content))
        {
            var key = Encoding.ASCII.GetString(_text[name]);
            if (key.Equals("value", StringComparison.OrdinalIgnoreCase))
            {
                value = content;
            }
            else if (Naming.Contains(key))
            {
                named = _text[named].IsEmpty ? content : named;
                label = FieldNames.MeaningOf(_text[content]).HasAny(FieldMeaning.Secret | FieldMeaning.Card) ? content : label;
            }
        }

        // An input has no content of its own: its name is the only one.
        return label.Equals(Name) && !_text[value].IsEmpty && !_text[named].IsEmpty ? named : label;
    }

    // name="value" or name='value'
    private bool NextAttribute(ref int position, out Range name, out Range content)
    {
        (name, content) = (default, default);
        var end = _start + Length - 1;
        var equals = position < end ? _text[position..end].IndexOf((byte)'=') : -1;
        if (equals < 0 || position + equals + 1 >= end)
        {
            return false;
        }

        var before = _text[position..(position + equals)].TrimEnd(" \t\r\n"u8);
        var blank = before.LastIndexOfAny(" \t\r\n"u8);
        name = (position + blank + 1)..(position + before.Length);
        var quote = position + equals + 1;
        while (quote < end && _text[quote] is (byte)' ' or (byte)'\t' or (byte)'\n')
        {
            quote++;
        }

        if (quote >= end || _text[quote] is not ((byte)'"' or (byte)'\''))
        {
            position = quote;
            return position < end && NextAttribute(ref position, out name, out content);
        }

        var length = _text[(quote + 1)..end].IndexOf(_text[quote]);
        length = length < 0 ? end - quote - 1 : length;
        content = (quote + 1)..(quote + 1 + length);
        position = Math.Min(end, quote + 2 + length);
        return true;
    }
}
