using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>
/// Tries masking on a message: what would pass, what would be recorded, and why. Nothing of a pasted message is stored, logged or
/// recorded, not even masked.
/// </summary>
public sealed class MaskingBench(
    IDbContextFactory<PortalDbContext> contexts,
    PolicyProvider policies,
    MessageMasker masker,
    MaskingProfileResolver profiles,
    TimeProvider time
)
{
    /// <summary>Largest message that is tried.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Tries a message or record.</summary>
    /// <param name="request">What to try.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<BenchOutcome> RunAsync(BenchRequest request, CancellationToken cancellationToken)
    {
        var faults = new List<PolicyFault>();
        var rules = Rules(request.Policy, faults);
        if ((request.Message is null) == (request.Record is null))
        {
            faults.Add(new("message", "Give a 'message', or the 'record' to try."));
        }
        else if (request.Record is { } record && faults.Count == 0)
        {
            request = await ReadAsync(request, record, faults, cancellationToken);
        }

        if (request.Message is { } message && Encoding.UTF8.GetByteCount(message) > MaxBytes)
        {
            faults.Add(new("message", $"The test bench takes messages of at most {MaxBytes} bytes."));
        }

        return faults.Count > 0 ? BenchOutcome.Refused(faults) : Try(request, rules);
    }

    private List<MaskingRule> Rules(JsonElement? draft, List<PolicyFault> faults)
    {
        var rules = policies.MaskingRules.ToList();
        if (draft is not { } definition)
        {
            return rules;
        }

        var parsed = PolicyParser.Parse(definition, 0, out var wrong);
        faults.AddRange(wrong);
        if (parsed is MaskingRule rule)
        {
            rules.RemoveAll(other => other.Name == rule.Name);
            rules.Add(rule);
        }
        else if (parsed is not null)
        {
            faults.Add(new("kind", "The test bench tries masking policies; try an access policy in a dry run."));
        }

        return rules;
    }

    private BenchOutcome Try(BenchRequest request, List<MaskingRule> rules)
    {
        var message = BenchMessage.Of(request.Message!, request.Direction);
        var applied = rules.FindAll(rule => Applies(rule, request));
        var profile = profiles.ProfileOf(applied, request.Direction, request.Server);
        try
        {
            // Once to warm up what is compiled at first use, once to measure.
            _ = masker.Mask(message.Json, profile);
            var started = time.GetTimestamp();
            var masked = masker.Mask(message.Json, profile);
            var elapsed = time.GetElapsedTime(started);
            return Describe(message, masked, masker.MaskForRecord(message.Json, profile.ForRecord)) with
            {
                Kept = KeptIn(message.Json.Span, masker.Explain(message.Json, profile)),
                Applied = [.. applied.Select(rule => rule.Name)],
                Elapsed = elapsed,
            };
        }
        catch (MaskingException)
        {
            return BenchOutcome.Refused(
                new PolicyFault(
                    "policy",
                    "Masking fails on this message, so the gateway would withhold it (-32015): a pattern takes too long, or "
                        + "the engine has a fault."
                )
            );
        }
        catch (JsonException)
        {
            return BenchOutcome.Refused(
                new PolicyFault("message", "The message cannot be read, so the gateway would withhold it (-32015).")
            );
        }
    }

    private static BenchOutcome Describe(BenchMessage message, in MaskedMessage masked, in MaskedMessage recorded)
    {
        var output = masked.Json;
        var places = JsonPlaces.Of(output.Span, masked.Hits.Concat(masked.Released).Select(hit => hit.Path));
        BenchReplacement Replacement(MaskingHit hit)
        {
            var place = places.TryGetValue(JsonPlaces.Outer(hit.Path), out var found)
                ? message.PlaceOf(output.Span, found.Start, found.Length)
                : null;
            return new BenchReplacement(
                hit.Kind,
                hit.Path,
                hit.Rule,
                hit.RuleVersion,
                hit.Action,
                hit.Count,
                place?.Start,
                place?.Length,
                hit.Reasons
            );
        }

        return new BenchOutcome
        {
            Output = message.Unwrap(masked.Json.Span),
            Recorded = message.Unwrap(recorded.Json.Span),
            BlockedBy = masked.BlockedBy,
            Replacements = [.. masked.Hits.Select(Replacement)],
            Released = [.. masked.Released.Select(Replacement)],
        };
    }

    /// <summary>Returns the values that were kept, as they were pasted.</summary>
    internal static IReadOnlyList<BenchKept> KeptIn(ReadOnlySpan<byte> json, IReadOnlyList<MaskingDecision> decisions)
    {
        var kept = new List<BenchKept>();
        foreach (var decision in decisions)
        {
            if (!decision.IsMasked && kept.Count < BenchKept.MostListed)
            {
                var text = Encoding.UTF8.GetString(json.Slice(decision.Start, decision.Length));
                var shown = text.Length > BenchKept.MaxText ? $"{text[..(BenchKept.MaxText - 1)]}…" : text;
                kept.Add(new BenchKept(decision.Kind, decision.Path, shown, decision.Reasons));
            }
        }

        return kept;
    }

    // What the request leaves open is open: a policy is tried even before it is clear whom it will meet.
    private bool Applies(MaskingRule rule, BenchRequest request) =>
        (request.Direction == MaskingDirection.Response ? rule.OnResponses : rule.OnRequests)
        && (request.Server is null || rule.Matches(rule.Servers, request.Server))
        && (request.Tool is null || rule.Matches(rule.Tools, request.Tool))
        && (
            rule.Callers is null
            || (request.Roles is null && request.CallerName is null)
            || rule.Callers.Roles.Intersect(request.Roles ?? [], StringComparer.Ordinal).Any()
            || (request.CallerName is not null && rule.Matches(rule.Callers.Names, request.CallerName))
        )
        && !(rule.Exception?.Expires <= time.GetUtcNow());

    private async Task<BenchRequest> ReadAsync(
        BenchRequest request,
        string id,
        List<PolicyFault> faults,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(context, id, cancellationToken);
        if (row?.Payload is null)
        {
            faults.Add(
                new(
                    "record",
                    row is null
                        ? "There is no such record; its id is 'stream.sequence'."
                        : "The record's text has been dropped by retention."
                )
            );
            return request;
        }

        var server = await context
            .Sessions.Where(session => session.Id == row.Record.SessionId)
            .Select(session => session.Server)
            .FirstOrDefaultAsync(cancellationToken);
        return request with
        {
            Message = row.Payload,
            Server = request.Server ?? server,
            Tool = request.Tool ?? row.Record.Tool,
            Direction = row.Record.From == RecordOrigin.Client ? MaskingDirection.Request : MaskingDirection.Response,
        };
    }

    private static async Task<RecordWithPayload?> FindAsync(
        PortalDbContext context,
        string id,
        CancellationToken cancellationToken
    )
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return
            dot > 0
            && Guid.TryParse(id.AsSpan(0, dot), out var stream)
            && long.TryParse(id.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && await context.FindPositionAsync(stream, sequence, cancellationToken) is { } position
            ? await context
                .Records.AsNoTracking()
                .Where(record => record.Position == position)
                .WithPayload(context)
                .FirstOrDefaultAsync(cancellationToken)
            : null;
    }
}
