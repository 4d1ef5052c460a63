using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Turns what names and words say about digits into features.</summary>
internal static class WordFeatures
{
    private const int DinersDigits = 14;
    private const int CardDigits = 16;

    /// <summary>Returns what the name over a value says about digits in it.</summary>
    /// <param name="senses">What the name says.</param>
    /// <param name="digits">The digits, ASCII.</param>
    /// <param name="isWhole">Whether they are all that the value holds.</param>
    /// <param name="areGrouped">Whether they are written in groups, as quantities are not.</param>
    public static FeatureSet OfName(Senses senses, ReadOnlySpan<byte> digits, bool isWhole, bool areGrouped)
    {
        var isPan = IsPan(senses);
        var features = default(FeatureSet)
            .With(PanFeature.NamePan, isPan && isWhole)
            .With(PanFeature.NameCard, (isPan && !isWhole) || (!isPan && IsCard(senses)) || IsElement(senses, digits.Length))
            .With(PanFeature.NameAbout, isWhole && senses.HasAny(Senses.About | Senses.StandIn))
            .With(PanFeature.NameReference, isWhole && IsReference(senses, digits.Length));
        return isWhole && !isPan
            ? features
                .With(PanFeature.NameQuantity, IsQuantity(senses) && !areGrouped)
                .With(PanFeature.NameOtherKind, OtherKinds.Fit(senses, digits))
            : features;
    }

    private static bool IsPan(Senses senses) =>
        senses.HasAny(Senses.Pan)
        && !senses.HasAny(Senses.About | Senses.StandIn)
        && (senses.HasAny(Senses.Card) || !senses.HasAny(Senses.Weak));

    private static bool IsCard(Senses senses) => senses.HasAny(Senses.Card) && !senses.HasAny(Senses.Weak | Senses.About);

    private static bool IsQuantity(Senses senses) => senses.HasAny(Senses.Quantity | Senses.Time | Senses.Coordinate);

    /// <summary>Returns what a label in front of digits says.</summary>
    /// <param name="senses">What the label says.</param>
    /// <param name="digits">The digits, ASCII.</param>
    /// <param name="areGrouped">Whether they are written in groups, as quantities are not.</param>
    public static FeatureSet OfLabel(Senses senses, ReadOnlySpan<byte> digits, bool areGrouped)
    {
        var isAbout = senses.HasAny(Senses.StandIn) || (senses.HasAny(Senses.About) && senses.HasAny(Senses.Card | Senses.Pan));
        var isPan = senses.HasAny(Senses.Pan) && !isAbout;
        return default(FeatureSet)
            .With(PanFeature.LabelPan, isPan)
            .With(PanFeature.LabelCard, senses.HasAny(Senses.Card) && !isPan && !isAbout && !senses.HasAny(Senses.Weak))
            .With(PanFeature.LabelAbout, isAbout)
            .With(PanFeature.LabelReference, IsReference(senses, digits.Length))
            .With(PanFeature.LabelQuantity, !isPan && IsQuantity(senses) && !areGrouped)
            .With(PanFeature.LabelOtherKind, !isPan && OtherKinds.Fit(senses, digits));
    }

    /// <summary>Returns what is spoken of near digits.</summary>
    public static FeatureSet OfNear(Senses senses, int digits) =>
        default(FeatureSet)
            .With(PanFeature.CardNear, senses.HasAny(Senses.Card))
            .With(PanFeature.PaymentNear, digits == DinersDigits && senses.HasAny(Senses.Payment));

    /// <summary>Returns what the other members of an object say about a value.</summary>
    /// <param name="field">What is known about the value.</param>
    public static FeatureSet OfBeside(FieldContext field) =>
        default(FeatureSet).With(
            PanFeature.CardBeside,
            field.Beside.HasAny(Senses.Card)
                && !field.Name.HasAny(
                    (Senses.OtherKind & ~Senses.Account) | Senses.Reference | Senses.About | Senses.StandIn | Senses.Secret
                )
        );

    /// <summary>Returns what evidence and names say together: a number of the business may be shaped like one of a network that proves nothing.</summary>
    public static FeatureSet OfBoth(FeatureSet features) =>
        default(FeatureSet).With(
            PanFeature.WeakReference,
            features.Has(PanFeature.Weak)
                && (features.Has(PanFeature.NameReference) || features.Has(PanFeature.LabelReference))
                && !features.Has(PanFeature.LabelCard)
                && !features.Has(PanFeature.NamePan)
                && !features.Has(PanFeature.LabelPan)
        );

    // {"field2":"9860…"}: a name of other things as well, over as many digits as cards have.
    private static bool IsElement(Senses senses, int digits) =>
        senses.HasAny(Senses.Pan)
        && senses.HasAny(Senses.Weak)
        && !senses.HasAny(Senses.Card | Senses.About)
        && digits >= CardDigits;

    private static bool IsReference(Senses senses, int digits) =>
        senses.HasAny(Senses.Reference) || (!senses.HasAny(Senses.Card) && OtherKinds.IsAccount(senses, digits));
}
