using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy.Trials;
using Portal.Gateway.Rules;

#pragma warning disable MA0048 // the resource and its JSON shapes belong together

namespace Portal.Api;

/// <summary><c>/api/v1/policies/test</c> and <c>/api/v1/policies/dry-run</c>.</summary>
internal static class PolicyTrialsApi
{
    // A message of the largest size in JSON once more, where every character may be escaped, and a policy beside it.
    private const long MaxBody = (MaskingBench.MaxBytes * 6L) + (1024 * 1024);

    public static void MapPolicyTrials(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies").RequireAuthorization(PortalApi.Author);
        policies
            .MapPost("/test", TestAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .WithSummary("Try masking on a message or record; nothing of it is stored");
        policies.MapPost("/dry-run", DryRunAsync).WithSummary("What a policy would have done to recorded traffic");
    }

    private static async Task<IResult> TestAsync(
        PolicyTestJson body,
        HttpContext http,
        MaskingBench bench,
        CancellationToken cancellationToken
    )
    {
        if (body.Direction is not (null or "responses" or "requests"))
        {
            return PoliciesApi.Faulty(new PolicyFault("direction", "The direction is 'responses' or 'requests'."));
        }

        if (body.Record is not null && await http.RecordAsync("policy-tested", ("record", body.Record)) is { } refused)
        {
            return refused;
        }

        var outcome = await bench.RunAsync(body.ToRequest(), cancellationToken);
        return outcome.Faults.Count > 0
            ? PoliciesApi.Faulty([.. outcome.Faults])
            : TypedResults.Ok(PolicyTestOutcomeJson.Of(outcome));
    }

    private static async Task<IResult> DryRunAsync(
        DryRunRequest body,
        HttpContext http,
        PolicyDryRun dryRun,
        CancellationToken cancellationToken
    )
    {
        var name =
            body.Policy is { ValueKind: JsonValueKind.Object } policy && policy.TryGetProperty("name"u8, out var text)
                ? text.ToString()
                : null;
        if (await http.RecordAsync("policy-dry-run", ("policy", name), ("days", body.Days.ToString())) is { } refused)
        {
            return refused;
        }

        var report = await dryRun.RunAsync(body, progress: null, cancellationToken);
        return report.Faults.Count > 0 ? PoliciesApi.Faulty([.. report.Faults]) : TypedResults.Ok(report);
    }
}

/// <summary>Represents what is tried.</summary>
internal sealed record PolicyTestJson
{
    /// <summary>A draft of a masking policy; without it the policies in force.</summary>
    public JsonElement? Policy { get; init; }

    /// <summary>A message as JSON, or a text.</summary>
    public JsonElement? Message { get; init; }

    /// <summary>Instead of a message, a record's id.</summary>
    public string? Record { get; init; }

    public string? Server { get; init; }

    public string? Tool { get; init; }

    public PolicyTestCallerJson? Caller { get; init; }

    /// <summary><c>responses</c> (default) or <c>requests</c>.</summary>
    public string? Direction { get; init; }

    public BenchRequest ToRequest() =>
        new()
        {
            Policy = Policy,
            Message = Message is { ValueKind: JsonValueKind.String } text ? text.GetString() : Message?.GetRawText(),
            Record = Record,
            Server = Server,
            Tool = Tool,
            Roles = Caller?.Roles,
            CallerName = Caller?.Name,
            Direction = Direction == "requests" ? MaskingDirection.Request : MaskingDirection.Response,
        };
}

/// <summary>For whom it is tried.</summary>
internal sealed record PolicyTestCallerJson(string? Name, IReadOnlyList<string>? Roles);

/// <summary>Represents what came of it.</summary>
internal sealed record PolicyTestOutcomeJson(
    string? Output,
    string? Recorded,
    string? BlockedBy,
    IReadOnlyList<BenchReplacement> Replacements,
    IReadOnlyList<BenchReplacement> Released,
    IReadOnlyList<BenchKept> Kept,
    IReadOnlyList<string> Applied,
    double ElapsedMs
)
{
    public static PolicyTestOutcomeJson Of(BenchOutcome outcome) =>
        new(
            outcome.Output,
            outcome.Recorded,
            outcome.BlockedBy,
            outcome.Replacements,
            outcome.Released,
            outcome.Kept,
            outcome.Applied,
            Math.Round(outcome.Elapsed.TotalMilliseconds, 3)
        );
}
