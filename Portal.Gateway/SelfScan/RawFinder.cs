using System.Buffers;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.SelfScan;

/// <summary>
/// Finds card numbers in bytes of any kind: whatever in them reads as text, in UTF-8 or UTF-16, goes through the masking engine,
/// and only numbers count that prove themselves by network, length and check digit, because the names that stood over them may be
/// elsewhere.
/// </summary>
internal static class RawFinder
{
    private const int ShortestText = CardNetworks.MinLength;

    /// <summary>Called with each number.</summary>
    internal delegate void OnCard(CardNumber card);

    /// <summary>Finds.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isCut">Whether the bytes are cut out of something longer, so that digits at their very start or end may be a
    /// part of a longer number.</param>
    /// <param name="profile">The profile with which texts are masked before they are stored.</param>
    /// <param name="found">Called with each number, as often as it stands there.</param>
    public static void Find(ReadOnlySpan<byte> bytes, bool isCut, MaskingProfile profile, OnCard found)
    {
        if (CandidateScan.MayHold(bytes, profile.Sensitivity))
        {
            FindNarrow(bytes, isCut, profile, found);
        }

        FindWide(bytes, profile, found);
    }

    /// <summary>Whether there could be anything to find.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="profile">The profile with which texts are masked before they are stored.</param>
    public static bool MayHold(ReadOnlySpan<byte> bytes, MaskingProfile profile) =>
        CandidateScan.MayHold(bytes, profile.Sensitivity) || MayHoldWide(bytes);

    private static void FindNarrow(ReadOnlySpan<byte> bytes, bool isCut, MaskingProfile profile, OnCard found)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var length = 0;
            while (start + length < bytes.Length && IsText(bytes[start + length]))
            {
                length++;
            }

            if (length >= ShortestText)
            {
                FindInText(
                    bytes.Slice(start, length),
                    isCut && start == 0,
                    isCut && start + length == bytes.Length,
                    profile,
                    found
                );
            }

            start += length + 1;
        }
    }

    /// <summary>Finds numbers in UTF-16 of either byte order: every other byte is zero, and the rest is text again.</summary>
    public static void FindWide(ReadOnlySpan<byte> bytes, MaskingProfile profile, OnCard found)
    {
        if (!MayHoldWide(bytes))
        {
            return;
        }

        var narrow = ArrayPool<byte>.Shared.Rent(bytes.Length);
        for (var start = 0; start + 1 < bytes.Length; )
        {
            var length = 0;
            var position = start;
            while (position + 1 < bytes.Length && IsText(bytes[position]) && bytes[position + 1] == 0)
            {
                narrow[length++] = bytes[position];
                position += 2;
            }

            if (length >= ShortestText - 1)
            {
                if (position < bytes.Length && IsText(bytes[position]))
                {
                    // Big-endian: the zero of the last character stands before it.
                    narrow[length++] = bytes[position];
                }

                FindInText(narrow.AsSpan(0, length), startsCut: false, endsCut: false, profile, found);
            }

            start = Math.Max(position, start + 1);
        }

        ArrayPool<byte>.Shared.Return(narrow, clearArray: true);
    }

    private static void FindInText(ReadOnlySpan<byte> text, bool startsCut, bool endsCut, MaskingProfile profile, OnCard found)
    {
        if (!CandidateScan.MayHold(text, profile.Sensitivity))
        {
            return;
        }

        List<Edit>? edits = null;
        TextScan.Find(text, default, 0, new MaskingScan(profile, text.Length), ref edits);
        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        var cards = new List<CardNumber>();
        foreach (var edit in edits ?? [])
        {
            if ((startsCut && edit.Start == 0) || (endsCut && edit.End == text.Length))
            {
                continue;
            }

            cards.Clear();
            edit.AddCards(cards);
            foreach (var card in cards)
            {
                if (CardNetworks.Evaluate(digits[..card.CopyTo(digits)]) == CardEvidence.Strong)
                {
                    found(card);
                }
            }
        }
    }

    // Twelve digits with a zero after each.
    private static bool MayHoldWide(ReadOnlySpan<byte> bytes)
    {
        var run = 0;
        var position = 0;
        while (position + 1 < bytes.Length)
        {
            if (char.IsAsciiDigit((char)bytes[position]) && bytes[position + 1] == 0)
            {
                if (++run == ShortestText - 1)
                {
                    return true;
                }

                position += 2;
                continue;
            }

            run = 0;
            var next = bytes[(position + 1)..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (next < 0)
            {
                return false;
            }

            position += 1 + next;
        }

        return false;
    }

    private static bool IsText(byte value) => value is >= 0x20 and not 0x7F or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
