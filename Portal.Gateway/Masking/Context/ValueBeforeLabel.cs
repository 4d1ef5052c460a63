using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Finds a value that stands in front of its label: <c>123 (CVV)</c>, <c>123 is the CVV</c>, <c>entered 123 as security code</c>, <c>123是安全码</c>.</summary>
internal static class ValueBeforeLabel
{
    private const int MaxWords = 3;
    private const int LongestLead = 48;
    private const int ShortestValue = 3;
    private const int LongestPin = 8;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> About = Vocabulary.About.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Verbs = Vocabulary.Verbs.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Articles = Vocabulary.Articles.GetAlternateLookup<ReadOnlySpan<char>>();

    // "entered 123 for CVV": with these only where somebody says a value in front of it.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Prepositions = Set(["for", "in", "into", "to", "fur", "pour", "para", "per", "voor", "jako"]);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Saying = Set(
        ["entered", "typed", "gave", "used", "submitted", "provided", "enter", "type", "keyed", "supplied", "put", "wrote", "said", "got", "sent", "use", "saisi", "introdujo", "digitou", "inserito", "ingevoerd", "wpisano"]);

    /// <summary>Finds the value.</summary>
    /// <param name="characters">A folded text.</param>
    /// <param name="label">The label.</param>
    /// <param name="meaning">What it says.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">Its length.</param>
    public static bool TryFind(ReadOnlySpan<char> characters, Range label, FieldMeaning meaning, out int start, out int length)
    {
        var end = EndOf(characters, label, out var needsSaying);
        start = end;
        length = 0;
        if (meaning == FieldMeaning.PinBlock || end <= 0)
        {
            return false;
        }

        while (start > 0 && char.IsAsciiDigit(characters[start - 1]))
        {
            start--;
        }

        length = end - start;
        return (start == 0 || !char.IsLetterOrDigit(characters[start - 1]) || Folding.IsUnspaced(characters[start - 1]))
            && length >= ShortestValue && length <= (meaning == FieldMeaning.Cvv ? 4 : LongestPin) && (!needsSaying || IsSaid(characters[..start]));
    }

    private static int EndOf(ReadOnlySpan<char> characters, Range label, out bool needsSaying)
    {
        needsSaying = false;
        var start = label.Start.Value;
        var end = label.End.Value;
        var behind = characters[end..].TrimStart(' ');
        if (start >= 2 && characters[start - 1] == '(' && behind is [')', ..])
        {
            return start - (characters[start - 2] == ' ' ? 2 : 1);
        }

        // A label that is part of a longer name is none.
        if (About.Contains(behind[..LeadWord.LengthAt(behind, 0)]))
        {
            return 0;
        }

        var before = characters[..start].TrimEnd(" 「『（(");
        return before is [.., 'が' or '是' or '为' or 'は'] ? before[..^1].TrimEnd("就 」』）)\"'").Length : EndBeforeWords(characters, start, out needsSaying);
    }

    // Where a value would end that stands before a verb and the label; 0 where there is no verb.
    private static int EndBeforeWords(ReadOnlySpan<char> characters, int labelStart, out bool needsSaying)
    {
        needsSaying = false;

        // A sentence of no spaces is none.
        var from = Math.Max(0, labelStart - LongestLead);
        var before = characters[from..labelStart].TrimEnd(' ');
        for (var words = 0; words < MaxWords; words++)
        {
            var word = before[(before.LastIndexOf(' ') + 1)..];
            before = before[..^word.Length].TrimEnd(' ');
            needsSaying = Prepositions.Contains(word);
            if (needsSaying || Verbs.Contains(word))
            {
                return from + before.Length;
            }

            if (!Articles.Contains(word))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsSaid(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd(" \"'");
        return Saying.Contains(trimmed[(trimmed.LastIndexOf(' ') + 1)..]);
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string[] words) => words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
