using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Masking;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>
/// Tries a policy on recorded traffic. What is recorded is masked, so it answers for access policies, for fields and patterns of
/// masking policies, and for what the masking log says about card data. Reads a page at a time, the newest first.
/// </summary>
public sealed class PolicyDryRun(
    IDbContextFactory<PortalDbContext> contexts,
    PolicyProvider policies,
    TokenDirectory directory,
    MaskingTokens tokens,
    TimeProvider time
)
{
    private const int PageSize = 500;
    private const int MaxSessions = 10_000;

    private readonly record struct Owner(string Server, CallerKind Kind, Guid Id, string Name);

    /// <summary>Runs.</summary>
    /// <param name="request">The policy and how much to read.</param>
    /// <param name="progress">Told after every page; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<DryRunReport> RunAsync(
        DryRunRequest request,
        IProgress<DryRunProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var faults = FaultsOf(request).ToList();
        var rule = PolicyParser.Parse(request.Policy, 0, out var wrong);
        faults.AddRange(wrong);
        if (rule is null || faults.Count > 0)
        {
            return new DryRunReport { Faults = faults };
        }

        var to = time.GetUtcNow();
        var from = to - TimeSpan.FromDays(request.Days);
        var tally = new DryRunTally();
        var isTruncated = await ReadAsync(
            request,
            from,
            TrialOf(rule),
            tally,
            sample => progress?.Report(new DryRunProgress(tally.Records, FractionOf(sample, from, to))),
            cancellationToken
        );
        progress?.Report(new DryRunProgress(tally.Records, 1));
        return tally.Report() with { From = from, To = to, IsTruncated = isTruncated };
    }

    private static IEnumerable<PolicyFault> FaultsOf(DryRunRequest request)
    {
        if (request.Days is < 1 or > DryRunRequest.MaxDays)
        {
            yield return new PolicyFault("days", $"'days' is 1 to {DryRunRequest.MaxDays}.");
        }

        if (request.MaxRecords is < 1 or > DryRunRequest.MostRecords)
        {
            yield return new PolicyFault("maxRecords", $"'maxRecords' is 1 to {DryRunRequest.MostRecords}.");
        }
    }

    private IPolicyTrial TrialOf(PolicyRule rule) =>
        rule switch
        {
            MaskingRule masking => new MaskingTrial(masking, tokens),
            AccessRule access => new AccessTrial(
                [.. policies.AccessRules.Where(other => other.Name != access.Name), access],
                access
            ),
            ApprovalRule approval => new ApprovalTrial(approval),
            _ => throw new InvalidOperationException($"There is no trial for {rule.Kind} policies."),
        };

    private async Task<bool> ReadAsync(
        DryRunRequest request,
        DateTimeOffset from,
        IPolicyTrial trial,
        DryRunTally tally,
        Action<Record> onPage,
        CancellationToken cancellationToken
    )
    {
        var callers = await directory.CallersAsync(cancellationToken);
        var owners = new Dictionary<Guid, Owner>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var span = context.Records.AsNoTracking().Where(record => record.Time >= from);
        var last = await span.MinAsync(record => (long?)record.Position, cancellationToken) ?? long.MaxValue;
        var before = long.MaxValue;
        while (true)
        {
            var page = await span.Where(record => record.Position < before && record.Position >= last)
                .OrderByDescending(record => record.Position)
                .Take(PageSize)
                .WithPayload(context)
                .ToListAsync(cancellationToken);
            await LoadAsync(context, page, owners, cancellationToken);
            var masking = await context.MaskingOfAsync(
                [.. page.Where(row => row.Record.MaskedCount > 0).Select(row => row.Record.Position)],
                cancellationToken
            );
            foreach (var row in page)
            {
                if (tally.Records == request.MaxRecords)
                {
                    return true;
                }

                cancellationToken.ThrowIfCancellationRequested();
                var sample = SampleOf(row, masking[row.Record.Position], owners, callers);
                tally.Add(sample, row.Record.SessionId is null ? TrialResult.NotConcerned : trial.Try(sample));
            }

            if (page.Count < PageSize)
            {
                return false;
            }

            before = page[^1].Record.Position;
            onPage(page[^1].Record);
        }
    }

    private static async Task LoadAsync(
        PortalDbContext context,
        List<RecordWithPayload> page,
        Dictionary<Guid, Owner> owners,
        CancellationToken cancellationToken
    )
    {
        if (owners.Count > MaxSessions)
        {
            owners.Clear();
        }

        var missing = page.Select(row => row.Record.SessionId)
            .OfType<Guid>()
            .Distinct()
            .Where(id => !owners.ContainsKey(id))
            .ToList();
        if (missing.Count == 0)
        {
            return;
        }

        foreach (
            var session in await context
                .Sessions.AsNoTracking()
                .Where(session => missing.Contains(session.Id))
                .Select(session => new
                {
                    session.Id,
                    session.Server,
                    session.CallerKind,
                    session.CallerId,
                    session.CallerName,
                })
                .ToListAsync(cancellationToken)
        )
        {
            owners[session.Id] = new Owner(session.Server, session.CallerKind, session.CallerId, session.CallerName);
        }
    }

    // A caller who is gone has no roles any more.
    private static TriedRecord SampleOf(
        RecordWithPayload row,
        IEnumerable<MaskingLogEntry> masked,
        Dictionary<Guid, Owner> owners,
        IReadOnlyDictionary<(CallerKind Kind, Guid Id), Caller> callers
    )
    {
        var owner =
            row.Record.SessionId is { } session && owners.TryGetValue(session, out var found)
                ? found
                : new Owner("", CallerKind.Person, Guid.Empty, "");
        return new TriedRecord(
            row,
            masked,
            owner.Server,
            callers.TryGetValue((owner.Kind, owner.Id), out var caller)
                ? caller
                : new Caller(owner.Id, owner.Kind, owner.Name, FrozenSet<string>.Empty, Guid.Empty)
        );
    }

    private static double FractionOf(Record record, DateTimeOffset from, DateTimeOffset to) =>
        Math.Clamp((to - record.Time) / (to - from), 0, 1);
}
