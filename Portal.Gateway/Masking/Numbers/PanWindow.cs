using Portal.Gateway.Masking.Decisions;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Represents digits of a chain that were weighed.</summary>
/// <param name="First">The first digit.</param>
/// <param name="Count">How many.</param>
/// <param name="Features">What is known about them.</param>
/// <param name="Score">What that weighs, above the threshold.</param>
internal readonly record struct PanWindow(int First, int Count, FeatureSet Features, float Score)
{
    /// <summary>Behind the last digit.</summary>
    public int End => First + Count;

    /// <summary>Whether there is any.</summary>
    public bool IsNone => Count == 0;
}
