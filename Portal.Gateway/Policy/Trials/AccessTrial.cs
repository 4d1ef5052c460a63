using Portal.Data.Sessions;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Tries an access policy, beside the others in force, on recorded requests.</summary>
/// <param name="rules">The access rules, the tried one among them.</param>
/// <param name="tried">The tried one.</param>
internal sealed class AccessTrial(IReadOnlyList<AccessRule> rules, AccessRule tried) : IPolicyTrial
{
    public TrialResult Try(TriedRecord sample)
    {
        var record = sample.Record;
        if (
            record.From != RecordOrigin.Client
            || record.Direction is not (RecordDirection.Request or RecordDirection.Notification)
            || !tried.Concerns(sample.Caller, sample.Server)
        )
        {
            return TrialResult.NotConcerned;
        }

        var decision = AccessPolicy.Decide(rules, sample.Caller, sample.Server, AccessTarget.Of(record.Method, record.Tool));
        return TrialResult.Of(
            (decision.Allowed, record.Outcome == RecordOutcome.Denied) switch
            {
                (false, false) => DryRunEffect.Denied,
                (true, true) => DryRunEffect.Allowed,
                _ => null,
            },
            []
        );
    }
}
