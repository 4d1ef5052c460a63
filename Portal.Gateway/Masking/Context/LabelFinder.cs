using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Context;

/// <summary>Finds what must never be kept by the label in front of it: <c>CVV 123</c>, <c>Prüfziffer (CVC) lautet 233</c>, <c>PIN: 4711</c>.</summary>
internal static class LabelFinder
{
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

            var label = position..end;
            var found = (LabelLead.TryFind(characters, end, meaning, out var start, out var length) && !OtherSenses.Apply(characters, label, meaning, start, length))
                || ValueBeforeLabel.TryFind(characters, label, meaning, out start, out length);
            var isBehind = found && start >= end;
            while (found)
            {
                Add(folded, start, length, meaning, ref edits);
                end = Math.Max(end, start + length);
                found = isBehind && LabelledList.Next(text, folded, label, meaning, ref start, ref length);
            }

            position = end;
        }
    }

    /// <summary>Adds an edit for the code that a sentence under the name of one tells: <c>the customer says it is 123, or so</c>.</summary>
    public static bool FindBehind(ReadOnlySpan<byte> sentence, ref List<Edit>? edits)
    {
        using var folded = new FoldedText(sentence);
        var found = LabelLead.TryFind(folded.Characters, 0, FieldMeaning.Cvv, out var start, out var length);
        if (found)
        {
            Add(folded, start, length, FieldMeaning.Cvv, ref edits);
        }

        return found;
    }

    private static void Add(in FoldedText folded, int start, int length, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var first = folded.OffsetOf(start);
        var last = folded.OffsetOf(start + length);
        (edits ??= []).Add(meaning == FieldMeaning.Cvv
            ? new Edit(first, last - first, SecretReplacement.Digits(CountDigits(folded.Characters.Slice(start, length))), MaskingKind.Cvv) { Reasons = new(MaskingReason.LabelSaysCode) }
            : new Edit(first, last - first, SecretReplacement.Pin, MaskingKind.Pin) { Reasons = new(MaskingReason.LabelSaysPin) });
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
