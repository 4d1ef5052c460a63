using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Labels that mean something else where they stand: the pin of a board, a postal index number, a course, a result.</summary>
internal static class OtherSenses
{
    private const int Reach = 48;
    private const int IndexNumberDigits = 6;
    private const int MostWordsBehind = 2;

    /// <summary>Whether a label means something else.</summary>
    /// <param name="characters">A text, folded.</param>
    /// <param name="label">The label.</param>
    /// <param name="senses">What it says elsewhere.</param>
    /// <param name="start">Where the value begins behind it.</param>
    /// <param name="length">The value's length.</param>
    public static bool Apply(ReadOnlySpan<char> characters, Range label, Senses senses, int start, int length)
    {
        var before = characters[Math.Max(0, label.Start.Value - Reach)..label.Start.Value];
        var between = characters[label.End.Value..start];
        var behind = characters[(start + length)..Math.Min(characters.Length, start + length + Reach)];
        if (senses.HasAny(Senses.Code))
        {
            return IsOtherCode(characters[label], before, between, behind);
        }

        return senses.HasAny(Senses.Pin)
            && (
                IsPart(before, between, behind)
                || IsTitle(characters.Slice(start, length), between, behind)
                || (between is " (" && Is(LastWord(before), Connectors.Fault))
                || (length == IndexNumberDigits && characters[start] != '0' && AnyIn(before, Connectors.Post))
            );
    }

    private static bool IsOtherCode(
        ReadOnlySpan<char> label,
        ReadOnlySpan<char> before,
        ReadOnlySpan<char> between,
        ReadOnlySpan<char> behind
    ) =>
        Is(LastWord(before), Connectors.Outcome)
        || (between.IsEmpty && label is "csc" or "cid")
        || (between is " " && label is "csc" or "cvc" or "cid" && AnyOfFirst(behind, Connectors.Title));

    private static bool IsPart(ReadOnlySpan<char> before, ReadOnlySpan<char> between, ReadOnlySpan<char> behind)
    {
        var last = LastWord(before);
        var isContacts = last.Length is 1 or 2 && !last.ContainsAnyExceptInRange('0', '9');
        return AnyIn(before, Connectors.Part) || (between is " " && (isContacts || AnyOfFirst(behind, Connectors.Part)));
    }

    private static bool IsTitle(ReadOnlySpan<char> digits, ReadOnlySpan<char> between, ReadOnlySpan<char> behind) =>
        between is " " && digits.Length == 4 && digits[..2] is "19" or "20" && AnyOfFirst(behind, Connectors.Title);

    private static bool Is(ReadOnlySpan<char> word, Connectors kind) => WordTable.ConnectorsOf(word).HasAny(kind);

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd(" \"'(-_");
        return trimmed[(trimmed.LastIndexOfAny(" -_\n") + 1)..];
    }

    // In the same sentence or line.
    private static bool AnyIn(ReadOnlySpan<char> before, Connectors kind)
    {
        var line = before[(before.LastIndexOfAny('\n', ';', '}') + 1)..];
        foreach (var part in line.SplitAny(" .,:;()[]/\"'-_"))
        {
            if (Is(line[part], kind))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyOfFirst(ReadOnlySpan<char> behind, Connectors kind)
    {
        var left = MostWordsBehind;
        var rest = behind.TrimStart(" :");
        foreach (var part in rest.SplitAny(" .,;"))
        {
            if (Is(rest[part], kind))
            {
                return true;
            }

            if (--left == 0)
            {
                return false;
            }
        }

        return false;
    }
}
