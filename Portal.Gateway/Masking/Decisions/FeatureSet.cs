using System.Numerics;

namespace Portal.Gateway.Masking.Decisions;

/// <summary>Represents which features there are: one bit each.</summary>
/// <param name="Bits">Bit n is feature n.</param>
internal readonly record struct FeatureSet(ulong Bits)
{
    /// <summary>Returns the set with a feature.</summary>
    public FeatureSet With(PanFeature feature) => new(Bits | (1UL << (int)feature));

    /// <summary>Returns the set with a feature where something holds.</summary>
    public FeatureSet With(PanFeature feature, bool holds) => holds ? With(feature) : this;

    /// <summary>Returns both sets together.</summary>
    public FeatureSet With(FeatureSet others) => new(Bits | others.Bits);

    /// <summary>Whether a feature is in it.</summary>
    public bool Has(PanFeature feature) => (Bits >> (int)feature & 1) != 0;

    /// <summary>Returns the sum of the weights of all features in it.</summary>
    /// <param name="weights">One a feature.</param>
    public float Sum(ReadOnlySpan<float> weights)
    {
        var sum = 0f;
        for (var bits = Bits; bits != 0; bits &= bits - 1)
        {
            sum += weights[BitOperations.TrailingZeroCount(bits)];
        }

        return sum;
    }
}
