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
    /// <param name="scan">The message it is of.</param>
    /// <param name="features">What is known.</param>
    /// <returns>Whether they are masked.</returns>
    public static bool IsCard(ReadOnlySpan<byte> digits, FieldContext field, MaskingScan scan, out FeatureSet features)
    {
        features = default;
        if (digits.Length is < CardNetworks.MinLength or > CardNetworks.MaxLength)
        {
            return false;
        }

        features = PanEvidence
            .Of(digits, Luhn.Passes(digits))
            .With(PanFeature.SingleRun)
            .With(PanFeature.WholeValue)
            .With(WordFeatures.OfName(field.Name, digits, isWhole: true, areGrouped: false))
            .With(WordFeatures.OfBeside(field));
        features = features.With(WordFeatures.OfBoth(features));
        if (features.Has(PanFeature.Unknown) && (!features.Has(PanFeature.NamePan) || digits.Length < ShortestMistyped))
        {
            return false;
        }

        scan.Weighed?.Invoke(digits, features);
        return features.Sum(PanWeights.ByFeature) > PanWeights.Threshold(scan.Sensitivity);
    }
}
