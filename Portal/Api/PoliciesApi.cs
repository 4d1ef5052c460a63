using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Gateway.Policy;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/policies</c>.</summary>
internal static class PoliciesApi
{
    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies");
        policies.MapGet("/", ListAsync).RequireAuthorization(PortalApi.Reader).WithSummary("Policies in force");
        policies.MapGet("/{name}", GetAsync).RequireAuthorization(PortalApi.Reader).WithSummary("One policy in force");
        policies.MapGet("/{name}/versions", VersionsAsync).RequireAuthorization(PortalApi.Reader).WithSummary("Every version of a policy, newest first");
        policies.MapPut("/{name}", PutAsync).RequireAuthorization(PortalApi.Author).WithSummary("Make a new version of a policy; in force at once");
        policies.MapDelete("/{name}", DeleteAsync).RequireAuthorization(PortalApi.Author).WithSummary("Take a policy out of force; its versions stay");
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<PortalDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.PolicyVersions.InForce().ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<PolicyJson>(rows.ConvertAll(PolicyJson.Of), null));
    }

    private static async Task<IResult> GetAsync(string name, IDbContextFactory<PortalDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.PolicyVersions.InForce().FirstOrDefaultAsync(policy => policy.Name == name, cancellationToken);
        return row is null ? NotFound() : TypedResults.Ok(PolicyJson.Of(row));
    }

    private static async Task<IResult> VersionsAsync(string name, IDbContextFactory<PortalDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.PolicyVersions.History(name).ToListAsync(cancellationToken);
        return rows.Count == 0 ? NotFound() : TypedResults.Ok(new Page<PolicyJson>(rows.ConvertAll(PolicyJson.Of), null));
    }

    private static async Task<IResult> PutAsync(string name, JsonObject policy, HttpContext http, PolicyBook book, CancellationToken cancellationToken)
    {
        if (policy["name"] is { } given && (given.GetValueKind() != JsonValueKind.String || given.GetValue<string>() != name))
        {
            return TypedResults.ValidationProblem(Fault("name", "The name in the body differs from the one in the address."));
        }

        policy["name"] = name;
        string? reason = null;
        if (policy.Remove("reason", out var reasonNode))
        {
            reason = reasonNode?.ToString();
        }

        var definition = JsonSerializer.SerializeToElement(policy);
        if (AccessRuleParser.Parse(definition, 1, out var faults) is null)
        {
            return TypedResults.ValidationProblem(faults.GroupBy(fault => fault.Key, fault => fault.Message, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal));
        }

        if (await http.RecordAsync("policy-saved", ("policy", name), ("reason", reason)) is { } refused)
        {
            return refused;
        }

        await book.SaveAsync(definition, http.Caller().Name, reason, cancellationToken);
        return await GetAsync(name, http.RequestServices.GetRequiredService<IDbContextFactory<PortalDbContext>>(), cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(string name, string? reason, HttpContext http, PolicyBook book, CancellationToken cancellationToken)
    {
        if (book.AccessRules.All(rule => rule.Name != name))
        {
            return NotFound();
        }

        if (await http.RecordAsync("policy-deleted", ("policy", name), ("reason", reason)) is { } refused)
        {
            return refused;
        }

        await book.DeleteAsync(name, http.Caller().Name, reason, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Dictionary<string, string[]> Fault(string key, string message) => new(StringComparer.Ordinal) { [key] = [message] };

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such policy.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>One version of a policy as the API shows it.</summary>
internal sealed record PolicyJson(string Name, string Kind, int Version, bool Deleted, string Author, string? Reason, DateTimeOffset Created, JsonElement Policy)
{
    public static PolicyJson Of(PolicyVersion row) => new(
        row.Name, row.Kind.ToString().ToLowerInvariant(), row.Version, row.Deleted, row.Author, row.Reason, row.Created,
        JsonSerializer.Deserialize<JsonElement>(row.Definition));
}
