using System.Collections.Frozen;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Context;

/// <summary>Finds what must never be kept by the label in front of it: <c>CVV 123</c>, <c>Prüfziffer (CVC) lautet 233</c>, <c>PIN: 4711</c>.</summary>
internal static class LabelFinder
{
    private const int MaxVerbs = 3;
    private const int LongestLead = 48;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AboutLookup = Vocabulary.About.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Verbs = Vocabulary.Verbs.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Articles = Vocabulary.Articles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds an edit for every labelled value of a text.</summary>
    public static void Find(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        using var folded = new FoldedText(text);
        var characters = folded.Characters;
        var position = 0;
        while (position < characters.Length)
        {
            var next = LabelPhrases.Next(characters[position..]);
            if (next < 0)
            {
                return;
            }

            position += next;
            var end = LabelPhrases.EndAt(text, folded, position, out var meaning);
            if (end < 0)
            {
                position++;
                continue;
            }

            var found = (LabelLead.TryFind(characters, end, meaning, out var start, out var length) && !OtherSenses.Apply(characters, position..end, meaning, start, length))
                || ValueBefore(characters, position, end, meaning, out start, out length);
            var isBehind = found && start >= end;
            while (found)
            {
                Add(folded, start, length, meaning, ref edits);
                end = Math.Max(end, start + length);
                found = isBehind && NextItem(text, folded, ref start, ref length, meaning);
            }

            position = end;
        }
    }

    private static void Add(in FoldedText folded, int start, int length, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var first = folded.OffsetOf(start);
        var last = folded.OffsetOf(start + length);
        (edits ??= []).Add(meaning == FieldMeaning.Cvv
            ? new Edit(first, last - first, SecretReplacement.Digits(CountDigits(folded.Characters.Slice(start, length))), MaskingKind.Cvv)
            : new Edit(first, last - first, SecretReplacement.Pin, MaskingKind.Pin));
    }

    // The next of a list, one a line: "cvv:\n- 123\n- 456".
    private static bool NextItem(ReadOnlySpan<byte> text, in FoldedText folded, ref int start, ref int length, FieldMeaning meaning)
    {
        var characters = folded.Characters;
        var end = start + length;
        var next = end < characters.Length ? characters[end..].IndexOfAnyExcept(" \r\n\"'") : -1;
        if (next < 0 || text[folded.OffsetOf(end)..folded.OffsetOf(end + next)].Trim("\"' "u8) is not [(byte)'\n' or (byte)'\r', .., (byte)'-'])
        {
            return false;
        }

        start = end + next;
        length = LabelledValue.LengthAt(characters, start, meaning);
        return length > 0;
    }

    // 123 (CVV), 123 is the CVV, 123 as security code
    private static bool ValueBefore(ReadOnlySpan<char> characters, int labelStart, int labelEnd, FieldMeaning meaning, out int start, out int length)
    {
        length = 0;
        start = 0;
        var isBracketed = labelStart >= 2 && characters[labelStart - 1] == '(' && labelEnd < characters.Length && characters[labelEnd] == ')';
        var end = isBracketed ? labelStart - (characters[labelStart - 2] == ' ' ? 2 : 1) : EndBeforeVerb(characters, labelStart, labelEnd);
        if (meaning == FieldMeaning.PinBlock || end <= 0)
        {
            return false;
        }

        start = end;
        while (start > 0 && char.IsAsciiDigit(characters[start - 1]))
        {
            start--;
        }

        length = end - start;
        return (start == 0 || !char.IsLetterOrDigit(characters[start - 1])) && length >= 3 && length <= (meaning == FieldMeaning.Cvv ? 4 : 8);
    }

    // Where a value would end that stands before a verb and the label; 0 where there is no verb, or where the label is part of a longer name.
    private static int EndBeforeVerb(ReadOnlySpan<char> characters, int labelStart, int labelEnd)
    {
        var behind = characters[labelEnd..].TrimStart(' ');
        if (AboutLookup.Contains(behind[..LeadWord.LengthAt(behind, 0)]))
        {
            return 0;
        }

        // A sentence of no spaces is none.
        var from = Math.Max(0, labelStart - LongestLead);
        var before = characters[from..labelStart].TrimEnd(' ');
        for (var words = 0; words < MaxVerbs; words++)
        {
            var word = before[(before.LastIndexOf(' ') + 1)..];
            before = before[..^word.Length].TrimEnd(' ');
            if (Verbs.Contains(word))
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

    private static int CountDigits(ReadOnlySpan<char> characters)
    {
        var count = 0;
        foreach (var character in characters)
        {
            count += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return count;
    }
}
