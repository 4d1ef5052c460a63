namespace Portal.Gateway.Masking.Decisions;

/// <summary>
/// Holds the weight of each feature of card numbers, and the thresholds. A sum above the threshold is masked. Fitted by <c>eng/masking/fit.py</c> from the values
/// given there as prior: change them there, and run it.
/// </summary>
internal static class PanWeights
{
    private const float Never = -40;

    private static readonly (PanFeature Feature, float Weight)[] Weights =
    [
        (PanFeature.Strong, 6),
        (PanFeature.Weak, -4),
        (PanFeature.Unknown, -8.5f),
        (PanFeature.WeakPassesCheck, 1.2f),
        (PanFeature.Long, -0.5f),
        (PanFeature.SingleRun, 0),
        (PanFeature.Printed, 0.03f),
        (PanFeature.PrintedMixed, -1.41f),
        (PanFeature.TwoGroups, -3.26f),
        (PanFeature.Uniform, -4),
        (PanFeature.Figures, -7),
        (PanFeature.PerDigit, -0.93f),
        (PanFeature.AmongNumbers, -4),
        (PanFeature.Irregular, -4.66f),
        (PanFeature.Odd, -13),
        (PanFeature.OverLineEnd, -7.71f),
        (PanFeature.Tabs, -1.01f),
        (PanFeature.OddSeparators, -9),
        (PanFeature.Brackets, -0.98f),
        (PanFeature.UnderscorePair, -5),
        (PanFeature.OneMoreGroup, -0.98f),
        (PanFeature.TwoMoreGroups, -2.76f),
        (PanFeature.ManyMoreGroups, -8),
        (PanFeature.RestBehind, -6),
        (PanFeature.WholeValue, 0.5f),
        (PanFeature.Negative, -9),
        (PanFeature.Plus, -8),
        (PanFeature.ListNumber, 0.02f),
        (PanFeature.Truncated, -20),
        (PanFeature.NamePan, 11.18f),
        (PanFeature.NameCard, 6),
        (PanFeature.NameAbout, -1.72f),
        (PanFeature.NameReference, -0.76f),
        (PanFeature.NameQuantity, -18.35f),
        (PanFeature.NameOtherKind, -19.91f),
        (PanFeature.LabelPan, 9.1f),
        (PanFeature.LabelCard, 6.01f),
        (PanFeature.LabelAbout, -3),
        (PanFeature.LabelReference, -0.8f),
        (PanFeature.WeakReference, -7),
        (PanFeature.LabelQuantity, -19.81f),
        (PanFeature.LabelOtherKind, -20),
        (PanFeature.CardNear, 5.4f),
        (PanFeature.PaymentNear, 4.03f),
        (PanFeature.CardBeside, 4.5f),
        (PanFeature.BinList, -20),
        (PanFeature.ZeroPadded, -1),
        (PanFeature.PartOfRun, -9),
        (PanFeature.LengthPrefixed, -2),
        (PanFeature.GluedPair, -1),
        (PanFeature.InWord, -0.84f),
        (PanFeature.Dotted, -8),
        (PanFeature.ChainOtherKind, -7.91f),
        (PanFeature.InsideIban, Never),
        (PanFeature.Replaced, Never),
        (PanFeature.InsideBinary, Never),
        (PanFeature.InsideToken, Never),
        (PanFeature.InsideAddress, Never),
        (PanFeature.Fraction, Never),
    ];

    /// <summary>One a feature.</summary>
    public static readonly float[] ByFeature = Make();

    /// <summary>Returns the sum above which a number is masked.</summary>
    public static float Threshold(Sensitivity sensitivity) =>
        sensitivity switch
        {
            Sensitivity.Strict => -1.5f,
            Sensitivity.Precise => 1.5f,
            _ => 0f,
        };

    private static float[] Make()
    {
        var weights = new float[64];
        foreach (var (feature, weight) in Weights)
        {
            weights[(int)feature] = weight;
        }

        return weights;
    }
}
