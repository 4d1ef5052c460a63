using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Finds what must never be kept by the label beside it: <c>CVV 123</c>, <c>Prüfziffer (CVC) lautet 233</c>, <c>PIN: 4711</c>, <c>cvc=123</c>.</summary>
internal static class LabelFinder
{
    private const Senses Wanted = Senses.Code | Senses.Pin | Senses.PinBlock;
    private const string Element = "52\"";

    /// <summary>Adds an edit for every labelled value of a text.</summary>
    public static void Find(in ScannedText text, ref List<Edit>? edits)
    {
        var position = 0;
        foreach (var mention in text.Mentions)
        {
            if (
                mention.Senses.HasAny(Wanted)
                && !mention.Senses.HasAny(Senses.About | Senses.StandIn)
                && mention.Start >= position
            )
            {
                position = FindAt(text, mention, ref edits);
            }
        }

        FindElements(text, ref edits);
    }

    // <field id="52" value="…"/>: ISO 8583 messages number their elements, and the PIN block is number 52.
    private static void FindElements(in ScannedText text, ref List<Edit>? edits)
    {
        var characters = text.Characters;
        var position = 0;
        while (characters[position..].IndexOf(Element) is >= 0 and var next)
        {
            position += next + Element.Length;
            if (LabelLead.TryFind(characters, position, Senses.PinBlock, out var start, out var length))
            {
                Add(text, start, length, Senses.PinBlock, MaskingReason.LabelSaysPin, ref edits);
            }
        }
    }

    /// <summary>Adds an edit for the code that a sentence under the name of one tells: <c>the customer says it is 123, or so</c>.</summary>
    public static bool FindBehind(in ScannedText text, ref List<Edit>? edits)
    {
        var found = LabelLead.TryFind(text.Characters, 0, Senses.Code, out var start, out var length);
        if (found)
        {
            Add(text, start, length, Senses.Code, MaskingReason.FieldSaysCode, ref edits);
        }

        return found;
    }

    // Where the label's last value ends.
    private static int FindAt(in ScannedText text, Mention mention, ref List<Edit>? edits)
    {
        var characters = text.Characters;
        var label = mention.Start..mention.End;
        var senses = mention.Senses & (Wanted | Senses.Weak);
        var end = mention.End;
        text.Scan.Spend(16);
        if (TagValue.Ends(characters, mention.Start))
        {
            return end;
        }

        var isBehind =
            LabelLead.TryFind(characters, end, senses, out var start, out var length)
            && !OtherSenses.Apply(characters, label, senses, start, length);
        var found =
            isBehind
            || ValueBeforeLabel.TryFind(characters, label, senses, out start, out length)
            || TagValue.TryFind(characters, label, senses, out start, out length);
        if (found && !IsMeant(text, mention))
        {
            return end;
        }

        while (found)
        {
            Add(
                text,
                start,
                length,
                senses,
                senses.HasAny(Senses.Code) ? MaskingReason.LabelSaysCode : MaskingReason.LabelSaysPin,
                ref edits
            );
            end = Math.Max(end, start + length);
            found = isBehind && LabelledList.Next(characters, label, senses, ref start, ref length);
        }

        return end;
    }

    // A name of other codes as well needs a card beside it, and nothing that says message, sign-in or authority.
    private static bool IsMeant(in ScannedText text, Mention mention)
    {
        // "…-8d41b2009f52 113d…" and "fe80:de52:…" name no element.
        if (mention.Senses.HasAny(Senses.PinBlock))
        {
            return mention.Start == 0
                || !(
                    char.IsLetterOrDigit(text.Characters[mention.Start - 1]) || text.Characters[mention.Start - 1] is '-' or ':'
                );
        }

        if (!mention.Senses.HasAny(Senses.Weak) || !mention.Senses.HasAny(Senses.Code))
        {
            return true;
        }

        return text.Words.InSentence(mention.Start, mention.End).HasAny(Senses.Card) || text.Field.All.HasAny(Senses.Card);
    }

    private static void Add(
        in ScannedText text,
        int start,
        int length,
        Senses senses,
        MaskingReason reason,
        ref List<Edit>? edits
    )
    {
        var (first, end) = text.BytesOf(start, start + length);
        var digits = length - text.Characters.Slice(start, length).CountAnyExcept();
        var (replacement, kind) = senses.HasAny(Senses.Code)
            ? (SecretReplacement.Digits(digits), MaskingKind.Cvv)
            : (SecretReplacement.Pin, MaskingKind.Pin);
        (edits ??= []).Add(new Edit(first, end - first, replacement, kind) { Reasons = new MaskingReasons(reason) });
    }

    // Everything but digits.
    private static int CountAnyExcept(this ReadOnlySpan<char> characters)
    {
        var count = 0;
        foreach (var character in characters)
        {
            count += char.IsAsciiDigit(character) ? 0 : 1;
        }

        return count;
    }
}
