using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/policies</c>.</summary>
internal static class PoliciesApi
{
    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies");
        policies
            .MapGet("/", ListAsync)
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("Policies in force, the built-in one first");
        policies.MapGet("/{name}", GetAsync).RequireAuthorization(PortalApi.Reader).WithSummary("One policy in force");
        policies
            .MapGet("/{name}/versions", VersionsAsync)
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("Every version of a policy, newest first");
        policies
            .MapGet("/{name}/difference", CompareAsync)
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("What changed from one version of a policy to another");
        policies
            .MapPut("/{name}", PutAsync)
            .RequireAuthorization(PortalApi.Author)
            .WithSummary("Make a new version of a policy; in force at once");
        policies
            .MapPost("/{name}/restore", RestoreAsync)
            .RequireAuthorization(PortalApi.Author)
            .WithSummary("Make a new version of a policy with the definition of an old one");
        policies
            .MapDelete("/{name}", DeleteAsync)
            .RequireAuthorization(PortalApi.Author)
            .WithSummary("Take a policy out of force; its versions stay");
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<PortalDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.PolicyVersions.InForce().ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<PolicyJson>([PolicyJson.BuiltIn, .. rows.ConvertAll(PolicyJson.Of)], null));
    }

    private static async Task<IResult> GetAsync(string name, PolicyProvider provider, CancellationToken cancellationToken)
    {
        if (name == MaskingKinds.BuiltInRule)
        {
            return TypedResults.Ok(PolicyJson.BuiltIn);
        }

        return (await provider.HistoryAsync(name, cancellationToken)).FirstOrDefault() is { Deleted: false } row
            ? TypedResults.Ok(PolicyJson.Of(row))
            : NotFound();
    }

    private static async Task<IResult> VersionsAsync(string name, PolicyProvider provider, CancellationToken cancellationToken)
    {
        if (name == MaskingKinds.BuiltInRule)
        {
            return TypedResults.Ok(new Page<PolicyJson>([PolicyJson.BuiltIn], null));
        }

        var rows = await provider.HistoryAsync(name, cancellationToken);
        return rows.Count == 0 ? NotFound() : TypedResults.Ok(new Page<PolicyJson>([.. rows.Select(PolicyJson.Of)], null));
    }

    private static async Task<IResult> CompareAsync(
        string name,
        int from,
        int to,
        PolicyProvider provider,
        CancellationToken cancellationToken
    ) =>
        await provider.CompareAsync(name, from, to, cancellationToken) is { } difference
            ? TypedResults.Ok(difference)
            : NotFound();

    private static async Task<IResult> PutAsync(
        string name,
        JsonObject policy,
        HttpContext http,
        PolicyProvider provider,
        CancellationToken cancellationToken
    )
    {
        if (policy["name"] is { } given && (given.GetValueKind() != JsonValueKind.String || given.GetValue<string>() != name))
        {
            return Faulty(new PolicyFault("name", "The name in the body differs from the one in the address."));
        }

        policy["name"] = name;
        string? reason = null;
        if (policy.Remove("reason", out var reasonNode))
        {
            reason = reasonNode?.ToString();
        }

        var definition = JsonSerializer.SerializeToElement(policy);
        if (await provider.ValidateAsync(definition, reason, cancellationToken) is { Count: > 0 } faults)
        {
            return Faulty([.. faults]);
        }

        if (await http.RecordAsync("policy-saved", ("policy", name), ("reason", reason)) is { } refused)
        {
            return refused;
        }

        faults = await provider.SaveAsync(definition, http.Caller().Name, reason, cancellationToken);
        return faults.Count > 0 ? Faulty([.. faults]) : await GetAsync(name, provider, cancellationToken);
    }

    private static async Task<IResult> RestoreAsync(
        string name,
        RestoreJson body,
        HttpContext http,
        PolicyProvider provider,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(body.Reason))
        {
            return Faulty(new PolicyFault("reason", "Say why the policy goes back to an earlier version."));
        }

        if (await provider.CompareAsync(name, body.Version, body.Version, cancellationToken) is null)
        {
            return NotFound();
        }

        if (
            await http.RecordAsync(
                "policy-restored",
                ("policy", name),
                ("version", body.Version.ToString()),
                ("reason", body.Reason)
            ) is
            { } refused
        )
        {
            return refused;
        }

        return await provider.RestoreAsync(name, body.Version, http.Caller().Name, body.Reason, cancellationToken) switch
        {
            null => NotFound(),
            { Count: > 0 } faults => Faulty([.. faults]),
            _ => await GetAsync(name, provider, cancellationToken),
        };
    }

    private static async Task<IResult> DeleteAsync(
        string name,
        string? reason,
        HttpContext http,
        PolicyProvider provider,
        CancellationToken cancellationToken
    )
    {
        if (name == MaskingKinds.BuiltInRule)
        {
            return TypedResults.Problem(
                "The built-in policy is always in force; it is narrowed by an exception only.",
                statusCode: StatusCodes.Status409Conflict
            );
        }

        if (provider.Rules.FirstOrDefault(rule => rule.Name == name) is not { } rule)
        {
            return NotFound();
        }

        if (rule.Kind == PolicyKind.Masking && string.IsNullOrWhiteSpace(reason))
        {
            return Faulty(new PolicyFault("reason", "Say why the masking policy is deleted, with ?reason=."));
        }

        if (await http.RecordAsync("policy-deleted", ("policy", name), ("reason", reason)) is { } refused)
        {
            return refused;
        }

        await provider.DeleteAsync(name, http.Caller().Name, reason, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Returns what is wrong with a policy, by key.</summary>
    internal static ValidationProblem Faulty(params PolicyFault[] faults) =>
        TypedResults.ValidationProblem(
            faults
                .GroupBy(fault => fault.Key, fault => fault.Message, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
        );

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such policy, or no such version.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>To which version a policy goes back, and why.</summary>
internal sealed record RestoreJson(int Version, string? Reason);

/// <summary>One version of a policy as the API shows it.</summary>
internal sealed record PolicyJson(
    string Name,
    string Kind,
    int Version,
    bool Deleted,
    string Author,
    string? Reason,
    DateTimeOffset? Created,
    ShownJson Policy
)
{
    /// <summary>The built-in policy, which is no row.</summary>
    public static PolicyJson BuiltIn { get; } =
        new(
            MaskingKinds.BuiltInRule,
            "masking",
            MaskingKinds.BuiltInVersion,
            Deleted: false,
            "Portal",
            "Built in: cardholder data is masked for every server (PCI DSS 3.3, 3.4).",
            null,
            new ShownJson(
                JsonSerializer.Serialize(
                    new
                    {
                        kind = "masking",
                        name = MaskingKinds.BuiltInRule,
                        servers = new[] { "*" },
                        kinds = new[] { MaskingKinds.Pan, MaskingKinds.Cvv, MaskingKinds.Track, MaskingKinds.Pin },
                        action = "mask",
                        apply = new[] { "responses" },
                    }
                )
            )
        );

    public static PolicyJson Of(PolicyVersion row) =>
        new(
            row.Name,
            row.Kind.ToString().ToLowerInvariant(),
            row.Version,
            row.Deleted,
            row.Author,
            row.Reason,
            row.Created,
            new ShownJson(row.Definition)
        );
}
