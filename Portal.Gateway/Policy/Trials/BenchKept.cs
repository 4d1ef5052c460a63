using Portal.Gateway.Masking;

namespace Portal.Gateway.Policy.Trials;

/// <summary>A value of the tried message that was looked at and kept.</summary>
/// <param name="Kind">What it would have been; see <see cref="MaskingHit.Kind"/>.</param>
/// <param name="Path">JSONPath of the value in the whole message.</param>
/// <param name="Text">The value as it was pasted, cut to <see cref="MaxText"/> characters.</param>
/// <param name="Reasons">Why it was kept, strongest first; empty when no reason is known.</param>
public sealed record BenchKept(string Kind, string Path, string Text, IReadOnlyList<MaskingReason> Reasons)
{
    /// <summary>Most characters of <see cref="Text"/>.</summary>
    public const int MaxText = 64;

    /// <summary>Most values of a message that are listed.</summary>
    public const int MostListed = 100;
}
