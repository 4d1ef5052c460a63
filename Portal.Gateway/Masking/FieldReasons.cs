using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Derives reasons from what a detector knew: evidence of the digits, meaning of the name.</summary>
internal static class FieldReasons
{
    /// <summary>Returns why digits are a card number.</summary>
    /// <param name="evidence">What the digits say.</param>
    /// <param name="meaning">What the name over them says.</param>
    public static MaskingReasons OfCard(CardEvidence evidence, FieldMeaning meaning)
    {
        var digits = evidence switch
        {
            CardEvidence.Strong => MaskingReason.NetworkCheckDigit,
            CardEvidence.Weak => MaskingReason.NetworkOnly,
            _ => MaskingReason.None,
        };
        var name = meaning.HasAny(FieldMeaning.Pan) ? MaskingReason.FieldSaysCardNumber
            : evidence == CardEvidence.Strong ? MaskingReason.None
            : evidence == CardEvidence.Weak ? MaskingReason.CardWordNear
            : MaskingReason.LabelSaysCardNumber;
        return default(MaskingReasons).And(digits).And(name);
    }

    /// <summary>Returns why a value is masked whose name says that it is sensitive authentication data.</summary>
    /// <param name="kind">What its name says it is.</param>
    public static MaskingReason OfSecret(MaskingKind kind) => kind switch
    {
        MaskingKind.Cvv => MaskingReason.FieldSaysCode,
        MaskingKind.Pin => MaskingReason.FieldSaysPin,
        MaskingKind.Track => MaskingReason.FieldSaysTrack,
        _ => MaskingReason.None,
    };

    /// <summary>Returns the reasons where the name is a column's header.</summary>
    /// <param name="reasons">Those of a field with that name.</param>
    public static MaskingReasons UnderHeader(MaskingReasons reasons) =>
        new(UnderHeader(reasons.First), UnderHeader(reasons.Second), UnderHeader(reasons.Third));

    private static MaskingReason UnderHeader(MaskingReason reason) => reason switch
    {
        MaskingReason.FieldSaysCardNumber => MaskingReason.HeaderSaysCardNumber,
        MaskingReason.FieldSaysCode => MaskingReason.HeaderSaysCode,
        _ => reason,
    };
}
