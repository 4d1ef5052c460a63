using System.Buffers;
using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Finds the values behind the first that a label has: <c>CVVs: 123 and 456</c>, <c>CVV 123 (was 456)</c>, one a line.</summary>
internal static class LabelledList
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Alternatives = Set(["or", "was", "to", "oder", "war", "ou", "lub", "veya", "или", "或", "または"]);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Additions = Set(["", "and", "und", "et", "y", "e", "en", "i", "ve", "и", "和", "と"]);
    private static readonly string[] Plurals = ["codes", "cvvs", "ziffern", "nummern", "codigos", "codici", "kody", "kodlari", "коды"];

    private static readonly SearchValues<char> Signs = SearchValues.Create(" ,(;、\"'/");

    /// <summary>Goes on from a value to the next.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folded">The same, folded.</param>
    /// <param name="label">The label.</param>
    /// <param name="meaning">What it says.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">Its length.</param>
    public static bool Next(ReadOnlySpan<byte> text, in FoldedText folded, Range label, FieldMeaning meaning, ref int start, ref int length)
    {
        var characters = folded.Characters;
        var end = start + length;
        var next = NextLine(text, folded, end);
        next = next < 0 && meaning == FieldMeaning.Cvv ? NextWord(characters, label, end) : next;
        if (next < 0)
        {
            return false;
        }

        start = next;
        length = LabelledValue.LengthAt(characters, next, meaning);
        return length > 0;
    }

    // "cvv:\n- 123\n- 456"
    private static int NextLine(ReadOnlySpan<byte> text, in FoldedText folded, int end)
    {
        var characters = folded.Characters;
        var next = end < characters.Length ? characters[end..].IndexOfAnyExcept(" \r\n\"'") : -1;
        return next >= 0 && text[folded.OffsetOf(end)..folded.OffsetOf(end + next)].Trim("\"' "u8) is [(byte)'\n' or (byte)'\r', .., (byte)'-'] ? end + next : -1;
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
        word = word[..LeadWord.LengthAt(word, 0)];
        return Alternatives.Contains(word) || (Additions.Contains(word) && IsPlural(characters[label])) ? SkipTo(characters, end + signs + word.Length) : -1;
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

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string[] words) => words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
