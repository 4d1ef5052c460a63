using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Represents what a policy would have done to what was recorded.</summary>
public sealed record DryRunReport
{
    /// <summary>Most examples that are kept of each effect.</summary>
    public const int MaxExamples = 20;

    /// <summary>Gets what is wrong with the request or the policy, by key; empty when it ran.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; init; } = [];

    /// <summary>Records read.</summary>
    public int Records { get; init; }

    /// <summary>Of these, messages that the policy is about.</summary>
    public int Concerned { get; init; }

    /// <summary>Values that would have been replaced.</summary>
    public int Values { get; init; }

    /// <summary>Messages they stand in, withheld ones not counted.</summary>
    public int Masked { get; init; }

    /// <summary>Messages that would have been withheld.</summary>
    public int Blocked { get; init; }

    /// <summary>Card numbers that an exception would have let pass.</summary>
    public int Released { get; init; }

    /// <summary>Requests that passed and would have been denied.</summary>
    public int Denied { get; init; }

    /// <summary>Requests that were denied and would have passed.</summary>
    public int Allowed { get; init; }

    /// <summary>Calls that passed at once and would have waited for people.</summary>
    public int Held { get; init; }

    /// <summary>
    /// Messages that could not be tried: their text has been dropped, or masking fails on it, so that they would have been
    /// withheld.
    /// </summary>
    public int Failed { get; init; }

    /// <summary>Begin of the span of time.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the span of time.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>Whether there were more records than were read.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Some of the messages, the newest first.</summary>
    public IReadOnlyList<DryRunExample> Examples { get; init; } = [];
}
