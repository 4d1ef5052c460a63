using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Splits;

/// <summary>Weighs where the parts of a number stand, how they are cut and what their names say: one number in ten of the right beginning passes Luhn by chance.</summary>
internal static class SplitLikelihood
{
    private const int LeastAtEnds = 2;

    // The first digits and the last ones that may be shown have fewer.
    private const int LongestAbout = 8;

    // A number of another kind, or something about one, is no part of a card number.
    private const FieldMeaning NoPart = FieldMeaning.About | FieldMeaning.OtherNumber | FieldMeaning.Reference;

    /// <summary>Whether parts that are a card number together are parts of one.</summary>
    /// <param name="json">The text.</param>
    /// <param name="all">The parts.</param>
    public static bool IsLikely(ReadOnlySpan<byte> json, ReadOnlySpan<SplitPart> all)
    {
        Span<int> sizes = stackalloc int[all.Length];
        var areAbout = true;
        var areOther = true;
        var isNone = false;
        var areJoined = true;
        for (var index = 0; index < all.Length; index++)
        {
            sizes[index] = all[index].Digits;
            areAbout &= all[index].Place.Meaning.HasAny(FieldMeaning.About);
            areOther &= all[index].Place.Meaning.HasAny(FieldMeaning.OtherNumber | FieldMeaning.Reference);
            isNone |= all[index].Place.Meaning.HasAny(NoPart);
            areJoined &= sizes[index] < CardNetworks.MinLength && (index == 0 || all[index].IsJoined);
        }

        if (areOther || (areAbout && sizes.IndexOfAnyExceptInRange(0, LongestAbout) < 0))
        {
            return false;
        }

        if (all[0].Kind == SplitKind.Trailing || all[^1].Kind == SplitKind.Leading)
        {
            return SplitShape.IsLikely(sizes) && AreEnds(sizes, all[0].Kind == SplitKind.Trailing ? LabelOf(json, all[0]) : FieldMeaning.None);
        }

        return areJoined && all[0].Kind != SplitKind.Name ? SplitShape.IsLikely(sizes) : SplitShape.IsCut(sizes) && (all[0].Kind == SplitKind.Name || (all[0].Place.Container == all[^1].Place.Container ? AreOfOne(json, all) : !isNone));
    }

    // Behind a word that says card a single digit is enough; an order's number or a bin goes on nowhere.
    private static bool AreEnds(ReadOnlySpan<int> sizes, FieldMeaning label) =>
        !label.HasAny(NoPart) && (label.HasAny(FieldMeaning.Card) || (sizes[0] is >= LeastAtEnds and <= SplitShape.LongestPart && sizes[^1] >= LeastAtEnds));

    private static FieldMeaning LabelOf(ReadOnlySpan<byte> json, in SplitPart part) => Surroundings.LabelBefore(json[..part.Start], part.Start);

    private static bool AreOfOne(ReadOnlySpan<byte> json, ReadOnlySpan<SplitPart> parts)
    {
        for (var index = 1; index < parts.Length; index++)
        {
            if (!SplitShape.AreOfOne(MemberName.Before(json, parts[index - 1].Place.Token, out _), MemberName.Before(json, parts[index].Place.Token, out _)))
            {
                return false;
            }
        }

        return true;
    }
}
