using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Decides about digits that are a value by themselves: a JSON number, or a string of nothing else.</summary>
internal static class NumberDecision
{
    private const int ShortestMistyped = 13;

    /// <summary>Weighs digits.</summary>
    /// <param name="digits">The digits, ASCII.</param>
    /// <param name="field">What is known about the value.</param>
    /// <param name="sensitivity">How much must speak for it.</param>
    /// <param name="more">What is known besides.</param>
    /// <param name="features">What is known.</param>
    /// <returns>Whether they are masked.</returns>
    public static bool IsCard(ReadOnlySpan<byte> digits, FieldContext field, Sensitivity sensitivity, FeatureSet more, out FeatureSet features)
    {
        features = default;
        if (digits.Length is < CardNetworks.MinLength or > CardNetworks.MaxLength)
        {
            return false;
        }

        features = PanEvidence.Of(digits, Luhn.Passes(digits)).With(PanFeature.SingleRun).With(PanFeature.WholeValue).With(more)
            .With(WordFeatures.OfName(field.Name, digits, isWhole: true, areGrouped: false)).With(WordFeatures.OfBeside(field));
        features = features.With(WordFeatures.OfBoth(features));
        if (features.Has(PanFeature.Unknown) && (!features.Has(PanFeature.NamePan) || digits.Length < ShortestMistyped))
        {
            return false;
        }

        return features.Sum(PanWeights.ByFeature) > PanWeights.Threshold(sensitivity);
    }
}
