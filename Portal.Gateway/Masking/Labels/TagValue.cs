using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Finds the value of a tag whose name stands in another attribute: <c>&lt;input value="123" name="cvc"/&gt;</c>.</summary>
internal static class TagValue
{
    private const int Reach = 256;
    private const string Data = "<![cdata[";

    /// <summary>Finds the value.</summary>
    /// <param name="characters">A text, folded.</param>
    /// <param name="label">The label.</param>
    /// <param name="senses">What it says.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">Its length.</param>
    public static bool TryFind(ReadOnlySpan<char> characters, Range label, Senses senses, out int start, out int length)
    {
        (start, length) = (0, 0);
        var from = Math.Max(0, label.Start.Value - Reach);
        var open = characters[from..label.Start.Value].LastIndexOfAny('<', '>');
        if (open < 0 || characters[from + open] != '<')
        {
            return false;
        }

        from += open;
        var tag = characters[from..Math.Min(characters.Length, label.End.Value + Reach)];
        var close = tag[1..].IndexOfAny('<', '>');
        tag = close < 0 ? tag : tag[..(close + 1)];
        if (tag.IndexOf(" value=") is not (>= 0 and var value) || value + 8 >= tag.Length || tag[value + 7] is not ('"' or '\''))
        {
            start = from + tag.Length;
            return close >= 0 && TryContent(characters, senses, ref start, out length);
        }

        start = from + value + 8;
        length = LabelledValue.LengthAt(characters, start, senses);
        return length > 0 && start + length < characters.Length && characters[start + length] == tag[value + 7];
    }

    /// <summary>Whether a label is the name of a tag that ends an element: what follows is another's.</summary>
    public static bool Ends(ReadOnlySpan<char> characters, int label)
    {
        var before = characters[Math.Max(0, label - Reach)..label];
        var open = before.LastIndexOfAny('<', '>');
        return open >= 0 && before[open] == '<' && before[(open + 1)..] is ['/', ..];
    }

    // The element's content: nothing but the value.
    private static bool TryContent(ReadOnlySpan<char> characters, Senses senses, ref int start, out int length)
    {
        start += characters[start..] is ['>', ..] ? 1 : 0;
        start += characters[start..].StartsWith(Data) ? Data.Length : 0;
        var blanks = characters[start..].IndexOfAnyExcept(" \n\t");
        start += Math.Max(0, blanks);
        length = LabelledValue.LengthAt(characters, start, senses);
        return length > 0 && characters[(start + length)..].TrimStart(" \n\t]") is ['<', ..] or ['>', ..];
    }
}
