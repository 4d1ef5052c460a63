using Portal.Gateway.Masking;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Represents what a policy would have done to one record.</summary>
/// <param name="Effect">What; null for nothing.</param>
/// <param name="Hits">What would have been replaced.</param>
/// <param name="IsConcerned">Whether the policy is about the record at all.</param>
/// <param name="HasFailed">Whether it could not be tried.</param>
internal readonly record struct TrialResult(
    DryRunEffect? Effect,
    IReadOnlyList<MaskingHit> Hits,
    bool IsConcerned,
    bool HasFailed
)
{
    public static TrialResult NotConcerned { get; } = new(null, [], IsConcerned: false, HasFailed: false);

    public static TrialResult Failed { get; } = new(null, [], IsConcerned: true, HasFailed: true);

    public static TrialResult Of(DryRunEffect? effect, IReadOnlyList<MaskingHit> hits) =>
        new(effect, hits, IsConcerned: true, HasFailed: false);
}
