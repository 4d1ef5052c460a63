using System.Buffers;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Finds the values behind the first that a label has: <c>CVVs: 123 and 456</c>, <c>CVV 123 (was 456)</c>, one a line.</summary>
internal static class LabelledList
{
    private static readonly string[] Plurals =
    [
        "codes",
        "cvvs",
        "cvcs",
        "ziffern",
        "nummern",
        "codigos",
        "codici",
        "kody",
        "kodlari",
        "коды",
    ];
    private static readonly SearchValues<char> Signs = SearchValues.Create(" ,(;、\"'/[");

    /// <summary>Goes on from a value to the next.</summary>
    /// <param name="characters">A text, folded.</param>
    /// <param name="label">The label.</param>
    /// <param name="senses">What it says.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">Its length.</param>
    public static bool Next(ReadOnlySpan<char> characters, Range label, Senses senses, ref int start, ref int length)
    {
        var end = start + length;
        var next = NextLine(characters, end);
        next = next < 0 && senses.HasAny(Senses.Code) ? NextWord(characters, label, end) : next;
        if (next < 0)
        {
            return false;
        }

        start = next;
        length = LabelledValue.LengthAt(characters, next, senses);
        return length > 0;
    }

    // "cvv:\n- 123\n- 456"
    private static int NextLine(ReadOnlySpan<char> characters, int end)
    {
        var next = end < characters.Length ? characters[end..].IndexOfAnyExcept(" \n\"'-") : -1;
        return next >= 0 && characters.Slice(end, next).Trim("\"' ") is ['\n', .., '-'] ? end + next : -1;
    }

    // Several are told by a comma only where the label says that there are several.
    private static int NextWord(ReadOnlySpan<char> characters, Range label, int end)
    {
        var rest = characters[end..];
        var signs = rest.IndexOfAnyExcept(Signs);
        if (signs <= 0)
        {
            return -1;
        }

        var word = rest[signs..];
        word = word[..LabelWords.LengthAt(word, 0)];
        var kinds = WordTable.ConnectorsOf(word);
        return
            kinds.HasAny(Connectors.Alternative)
            || ((word.IsEmpty || kinds.HasAny(Connectors.Addition)) && IsPlural(characters[label]))
            ? SkipTo(characters, end + signs + word.Length)
            : -1;
    }

    private static int SkipTo(ReadOnlySpan<char> characters, int position)
    {
        var signs = characters[position..].IndexOfAnyExcept(" \"':");
        return signs < 0 || !char.IsAsciiDigit(characters[position + signs]) ? -1 : position + signs;
    }

    private static bool IsPlural(ReadOnlySpan<char> label)
    {
        foreach (var plural in Plurals)
        {
            if (label.IndexOf(plural) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
