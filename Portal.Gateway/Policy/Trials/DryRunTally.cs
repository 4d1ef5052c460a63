using System.Globalization;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Counts what a dry run finds and keeps a few examples; its size does not depend on how much is read.</summary>
internal sealed class DryRunTally
{
    private readonly List<DryRunExample> _examples = [];
    private readonly Dictionary<DryRunEffect, (int Messages, int Values)> _counts = [];
    private int _concerned;
    private int _failed;

    /// <summary>Records counted.</summary>
    public int Records { get; private set; }

    /// <summary>Counts a record.</summary>
    public void Add(TriedRecord sample, in TrialResult result)
    {
        Records++;
        _concerned += result.IsConcerned ? 1 : 0;
        _failed += result.HasFailed ? 1 : 0;
        if (result.Effect is not { } effect)
        {
            return;
        }

        var (messages, values) = _counts.GetValueOrDefault(effect);
        _counts[effect] = (messages + 1, values + result.Hits.Sum(hit => hit.Count));
        if (messages < DryRunReport.MaxExamples)
        {
            _examples.Add(ExampleOf(sample, effect, result));
        }
    }

    /// <summary>Returns what was counted.</summary>
    public DryRunReport Report() =>
        new()
        {
            Records = Records,
            Concerned = _concerned,
            Failed = _failed,
            Masked = _counts.GetValueOrDefault(DryRunEffect.Masked).Messages,
            Values =
                _counts.GetValueOrDefault(DryRunEffect.Masked).Values + _counts.GetValueOrDefault(DryRunEffect.Blocked).Values,
            Blocked = _counts.GetValueOrDefault(DryRunEffect.Blocked).Messages,
            Released = _counts.GetValueOrDefault(DryRunEffect.Released).Values,
            Denied = _counts.GetValueOrDefault(DryRunEffect.Denied).Messages,
            Allowed = _counts.GetValueOrDefault(DryRunEffect.Allowed).Messages,
            Held = _counts.GetValueOrDefault(DryRunEffect.Held).Messages,
            Examples = _examples,
        };

    private static DryRunExample ExampleOf(TriedRecord sample, DryRunEffect effect, in TrialResult result)
    {
        var record = sample.Record;
        return new DryRunExample(
            string.Create(CultureInfo.InvariantCulture, $"{record.Stream:N}.{record.Sequence}"),
            record.SessionId,
            record.Time,
            sample.Server,
            sample.Caller.Name,
            record.Method,
            record.Tool,
            effect,
            result.Hits
        );
    }
}
