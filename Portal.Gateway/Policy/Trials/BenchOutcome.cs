using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Represents what the test bench found.</summary>
public sealed record BenchOutcome
{
    /// <summary>Gets what is wrong with the request or the policy, by key; empty when the message was tried.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; init; } = [];

    /// <summary>The message as it would pass: to the caller, or of a request to the server. Null with faults.</summary>
    public string? Output { get; init; }

    /// <summary>The message as it would be recorded, which no exception reaches. Null with faults.</summary>
    public string? Recorded { get; init; }

    /// <summary>The policy that would withhold the message; null when it would pass.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>Every replacement in <see cref="Output"/>.</summary>
    public IReadOnlyList<BenchReplacement> Replacements { get; init; } = [];

    /// <summary>Card numbers that an exception would let pass.</summary>
    public IReadOnlyList<BenchReplacement> Released { get; init; } = [];

    /// <summary>Values that were looked at and kept, at most <see cref="BenchKept.MostListed"/>.</summary>
    public IReadOnlyList<BenchKept> Kept { get; init; } = [];

    /// <summary>Policies of one's own that applied, the tried one included.</summary>
    public IReadOnlyList<string> Applied { get; init; } = [];

    /// <summary>How long masking took, for this message, on this machine.</summary>
    public TimeSpan Elapsed { get; init; }

    internal static BenchOutcome Refused(params IReadOnlyList<PolicyFault> faults) => new() { Faults = faults };
}
