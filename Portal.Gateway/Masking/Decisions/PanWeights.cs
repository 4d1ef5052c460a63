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
        (PanFeature.WeakPassesCheck, 1),
        (PanFeature.Long, -0.5f),
        (PanFeature.SingleRun, 0),
        (PanFeature.Printed, -0.5f),
        (PanFeature.PrintedMixed, -2),
        (PanFeature.TwoGroups, -3),
        (PanFeature.Uniform, -4),
        (PanFeature.Figures, -7),
        (PanFeature.PerDigit, -1),
        (PanFeature.AmongNumbers, -4),
        (PanFeature.Irregular, -5),
        (PanFeature.Odd, -13),
        (PanFeature.OverLineEnd, -8),
        (PanFeature.FilledLines, 5),
        (PanFeature.Tabs, -1),
        (PanFeature.OddSeparators, -6),
        (PanFeature.Brackets, -1),
        (PanFeature.UnderscorePair, -5),
        (PanFeature.OneMoreGroup, -1),
        (PanFeature.TwoMoreGroups, -3),
        (PanFeature.ManyMoreGroups, -8),
        (PanFeature.RestBehind, -6),
        (PanFeature.WholeValue, 0.5f),
        (PanFeature.InsideToken, Never),
        (PanFeature.InsideIban, Never),
        (PanFeature.InsideAddress, Never),
        (PanFeature.InsideBinary, Never),
        (PanFeature.Fraction, Never),
        (PanFeature.Exponent, Never),
        (PanFeature.Negative, -9),
        (PanFeature.Plus, -8),
        (PanFeature.ListNumber, 0),
        (PanFeature.Truncated, -20),
        (PanFeature.Replaced, Never),
        (PanFeature.NamePan, 10),
        (PanFeature.NameCard, 6),
        (PanFeature.NameAbout, -2),
        (PanFeature.NameReference, -1),
        (PanFeature.NameQuantity, -20),
        (PanFeature.NameOtherKind, -20),
        (PanFeature.LabelPan, 9),
        (PanFeature.LabelCard, 6),
        (PanFeature.LabelAbout, -3),
        (PanFeature.LabelReference, -1),
        (PanFeature.WeakReference, -7),
        (PanFeature.LabelQuantity, -20),
        (PanFeature.LabelOtherKind, -20),
        (PanFeature.CardNear, 5),
        (PanFeature.PaymentNear, 3.5f),
        (PanFeature.CardBeside, 4.5f),
        (PanFeature.BinList, -20),
        (PanFeature.ZeroPadded, -1),
        (PanFeature.PartOfRun, -9),
        (PanFeature.LengthPrefixed, -2),
        (PanFeature.GluedPair, -1),
        (PanFeature.InWord, -1),
        (PanFeature.Dotted, -8),
        (PanFeature.ChainOtherKind, -8),
    ];

    /// <summary>One a feature.</summary>
    public static readonly float[] ByFeature = Make();

    /// <summary>Returns the sum above which a number is masked.</summary>
    public static float Threshold(Sensitivity sensitivity) => sensitivity switch
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
