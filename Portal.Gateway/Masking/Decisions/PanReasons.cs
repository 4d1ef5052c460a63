using System.Numerics;

namespace Portal.Gateway.Masking.Decisions;

/// <summary>Tells why digits were taken for a card number, or not: the features that weighed most.</summary>
internal static class PanReasons
{
    /// <summary>Returns the strongest that spoke for it.</summary>
    public static MaskingReasons OfMasked(FeatureSet features) => Strongest(features, sign: 1);

    /// <summary>Returns the strongest that spoke against it.</summary>
    public static MaskingReasons OfKept(FeatureSet features) => Strongest(features, sign: -1);

    private static MaskingReasons Strongest(FeatureSet features, int sign)
    {
        Span<(float Weight, MaskingReason Reason)> found = stackalloc (float, MaskingReason)[64];
        var count = 0;
        for (var bits = features.Bits; bits != 0; bits &= bits - 1)
        {
            var feature = BitOperations.TrailingZeroCount(bits);
            var weight = PanWeights.ByFeature[feature] * sign;
            var reason = ReasonOf((PanFeature)feature);
            if (reason != MaskingReason.None && (weight > 0 || (sign > 0 && reason == MaskingReason.PrintedInGroups)))
            {
                found[count++] = (weight, reason);
            }
        }

        found[..count].Sort(static (left, right) => right.Weight.CompareTo(left.Weight));
        var reasons = default(MaskingReasons);
        foreach (var (_, reason) in found[..count])
        {
            reasons = reasons.And(reason);
        }

        return reasons;
    }

    private static MaskingReason ReasonOf(PanFeature feature) =>
        feature switch
        {
            PanFeature.Strong => MaskingReason.NetworkCheckDigit,
            PanFeature.Weak => MaskingReason.NoCardWord,
            PanFeature.WeakPassesCheck => MaskingReason.NetworkOnly,
            PanFeature.NamePan => MaskingReason.FieldSaysCardNumber,
            PanFeature.LabelPan => MaskingReason.LabelSaysCardNumber,
            PanFeature.NameCard or PanFeature.CardBeside => MaskingReason.CardAmongFields,
            PanFeature.LabelCard or PanFeature.CardNear or PanFeature.PaymentNear => MaskingReason.CardWordNear,
            PanFeature.Printed or PanFeature.PrintedMixed => MaskingReason.PrintedInGroups,
            PanFeature.NameOtherKind or PanFeature.LabelOtherKind or PanFeature.ChainOtherKind => MaskingReason.FormatOfOtherKind,
            PanFeature.NameQuantity or PanFeature.LabelQuantity or PanFeature.Figures or PanFeature.Dotted =>
                MaskingReason.QuantityOrTime,
            PanFeature.InsideToken or PanFeature.InsideIban or PanFeature.InsideAddress or PanFeature.InsideBinary =>
                MaskingReason.InsideIdentifier,
            PanFeature.Fraction => MaskingReason.InsideDecimal,
            PanFeature.Negative => MaskingReason.NegativeOrExponent,
            PanFeature.Plus => MaskingReason.PhoneNumber,
            PanFeature.ManyMoreGroups or PanFeature.TwoMoreGroups or PanFeature.RestBehind or PanFeature.PartOfRun =>
                MaskingReason.PartOfLongerNumber,
            PanFeature.OverLineEnd => MaskingReason.OverLineEnd,
            PanFeature.NameAbout or PanFeature.LabelAbout or PanFeature.BinList or PanFeature.Truncated =>
                MaskingReason.AboutTheValue,
            _ => MaskingReason.None,
        };
}
