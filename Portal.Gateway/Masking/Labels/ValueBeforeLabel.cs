using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Finds a value that stands in front of its label: <c>123 (CVV)</c>, <c>123 is the CVV</c>, <c>entered 123 as security code</c>, <c>123是安全码</c>.</summary>
internal static class ValueBeforeLabel
{
    private const int MostWords = 3;
    private const int LongestLead = 48;
    private const int ShortestValue = 3;
    private const int LongestCode = 4;
    private const int LongestPin = 8;

    /// <summary>Finds the value.</summary>
    /// <param name="characters">A text, folded.</param>
    /// <param name="label">The label.</param>
    /// <param name="senses">What it says.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">Its length.</param>
    public static bool TryFind(ReadOnlySpan<char> characters, Range label, Senses senses, out int start, out int length)
    {
        var end = EndOf(characters, label, out var needsSaying);
        start = end;
        length = 0;
        if (senses.HasAny(Senses.PinBlock) || end <= 0)
        {
            return false;
        }

        while (start > 0 && char.IsAsciiDigit(characters[start - 1]) && end - start <= LongestPin)
        {
            start--;
        }

        length = end - start;
        return (start == 0 || !char.IsLetterOrDigit(characters[start - 1]) || Folding.IsUnspaced(characters[start - 1]))
            && length >= ShortestValue
            && length <= (senses.HasAny(Senses.Code) ? LongestCode : LongestPin)
            && (!needsSaying || IsSaid(characters[..start]));
    }

    private static int EndOf(ReadOnlySpan<char> characters, Range label, out bool needsSaying)
    {
        needsSaying = false;
        var start = label.Start.Value;
        var behind = characters[label.End.Value..].TrimStart(" _-");
        if (start >= 2 && characters[start - 1] == '(' && behind is [')', ..])
        {
            return start - (characters[start - 2] == ' ' ? 2 : 1);
        }

        // A label that is part of a longer name is none.
        if (WordTable.SensesOf(behind[..LabelWords.LengthAt(behind, 0)]).HasAny(Senses.About))
        {
            return 0;
        }

        var before = characters[..start].TrimEnd(" 「『（(");
        return before is [.., 'が' or '是' or '为' or 'は']
            ? before[..^1].TrimEnd("就 」』）)\"'").Length
            : EndBeforeWords(characters, start, out needsSaying);
    }

    // Where a value would end that stands before a verb and the label; 0 where there is no verb.
    private static int EndBeforeWords(ReadOnlySpan<char> characters, int labelStart, out bool needsSaying)
    {
        needsSaying = false;

        // A sentence of no spaces is none.
        var from = Math.Max(0, labelStart - LongestLead);
        var before = characters[from..labelStart].TrimEnd(' ');
        for (var words = 0; words < MostWords; words++)
        {
            var word = before[(before.LastIndexOf(' ') + 1)..];
            before = before[..^word.Length].TrimEnd(' ');
            var kinds = WordTable.ConnectorsOf(word);
            needsSaying = kinds.HasAny(Connectors.Into) && !kinds.HasAny(Connectors.Verb);
            if (needsSaying || word is "=" || kinds.HasAny(Connectors.Verb))
            {
                return from + before.Length;
            }

            if (!kinds.HasAny(Connectors.Article | Connectors.Filler))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsSaid(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd(" \"'");
        return WordTable.ConnectorsOf(trimmed[(trimmed.LastIndexOf(' ') + 1)..]).HasAny(Connectors.Saying);
    }
}
