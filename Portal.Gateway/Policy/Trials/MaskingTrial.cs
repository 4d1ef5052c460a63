using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>
/// Tries a masking policy on recorded texts. They are masked already: fields and patterns are looked for in them as they are,
/// card data in the masking log that was kept with them.
/// </summary>
internal sealed class MaskingTrial(MaskingRule rule, MaskingTokens tokens) : IPolicyTrial
{
    private readonly RuleSet _rules = new([rule], tokens);

    public TrialResult Try(TriedRecord sample)
    {
        var record = sample.Record;
        if (
            record.Direction == RecordDirection.Control
            || record.From == RecordOrigin.Portal
            || !rule.Concerns(TargetOf(sample), sample.Caller)
        )
        {
            return TrialResult.NotConcerned;
        }

        if (sample.Row.Payload is not { } payload)
        {
            return TrialResult.Failed;
        }

        try
        {
            return Try(Encoding.UTF8.GetBytes(payload), DirectionOf(record), [.. sample.Masked.Select(HitOf)]);
        }
        catch (Exception exception) when (exception is JsonException or RegexMatchTimeoutException)
        {
            return TrialResult.Failed;
        }
    }

    private TrialResult Try(byte[] json, MaskingDirection direction, List<MaskingHit> earlier)
    {
        if (rule.Exception is not null)
        {
            var paths = earlier
                .Where(hit => hit.Kind == MaskingKinds.Pan)
                .Select(hit => hit.Path)
                .ToHashSet(StringComparer.Ordinal);
            var released = RuleSet.HitsOf(_rules.Find(json, direction)).FindAll(hit => paths.Contains(hit.Path));
            return TrialResult.Of(released.Count > 0 ? DryRunEffect.Released : null, released);
        }

        List<MaskingHit> hits =
        [
            .. RuleSet.HitsOf(_rules.Find(json, direction)),
            .. earlier
                .Where(hit => rule.Kinds.Contains(hit.Kind, StringComparer.Ordinal))
                .Select(hit => hit with { Rule = rule.Name, RuleVersion = rule.Version, Action = rule.Action }),
        ];
        return TrialResult.Of(
            hits.Count == 0 ? null
                : rule.Action == MaskingAction.Block ? DryRunEffect.Blocked
                : DryRunEffect.Masked,
            hits
        );
    }

    private static MaskingDirection DirectionOf(Record record) =>
        record.From == RecordOrigin.Client ? MaskingDirection.Request : MaskingDirection.Response;

    private static MaskingTarget TargetOf(TriedRecord sample)
    {
        var record = sample.Record;
        var direction = DirectionOf(record);
        var isAnswer = record.Direction is RecordDirection.Request or RecordDirection.Response;
        return record.Method == "tools/call" && isAnswer
            ? MaskingTarget.Of(sample.Server, record.Tool, direction)
            : new MaskingTarget(
                sample.Server,
                null,
                IsAnyTool: record.Direction == RecordDirection.Notification && direction == MaskingDirection.Response,
                direction
            );
    }

    private static MaskingHit HitOf(MaskingLogEntry entry) =>
        new(
            entry.Kind,
            entry.Path,
            entry.Rule,
            entry.RuleVersion,
            Enum.TryParse<MaskingAction>(entry.Action, ignoreCase: true, out var action) ? action : MaskingAction.Mask,
            entry.Count,
            MaskingReasonNames.Split(entry.Why)
        );
}
