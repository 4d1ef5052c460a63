using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells what digits say by themselves.</summary>
internal static class PanEvidence
{
    private const int LeastLong = 17;

    /// <summary>Returns the features of digits.</summary>
    /// <param name="digits">Twelve to nineteen digits, ASCII.</param>
    /// <param name="passesCheck">Whether they pass the check digit.</param>
    public static FeatureSet Of(ReadOnlySpan<byte> digits, bool passesCheck)
    {
        var evidence = CardNetworks.Evaluate(digits, passesCheck);
        var features = default(FeatureSet).With(
            evidence switch
            {
                CardEvidence.Strong => PanFeature.Strong,
                CardEvidence.Weak => PanFeature.Weak,
                _ => PanFeature.Unknown,
            }
        );
        return features
            .With(PanFeature.Long, evidence == CardEvidence.Strong && digits.Length >= LeastLong)
            .With(PanFeature.WeakPassesCheck, evidence == CardEvidence.Weak && passesCheck)
            .With(PanFeature.Replaced, evidence != CardEvidence.Strong && PanReplacement.IsOne(digits));
    }
}
