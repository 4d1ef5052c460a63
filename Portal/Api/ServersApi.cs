using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Data.Servers;
using Portal.Gateway.Routing;

#pragma warning disable MA0048 // the resource and its JSON shapes belong together

namespace Portal.Api;

/// <summary><c>/api/v1/servers</c>.</summary>
internal static class ServersApi
{
    public static void MapServers(this IEndpointRouteBuilder api)
    {
        var servers = api.MapGroup("/servers").WithTags("Servers");
        servers
            .MapGet("/", (ServerRegistry registry) =>
                TypedResults.Ok(
                    new Page<ServerJson>(
                        [.. registry.Servers.Values.OrderBy(server => server.Name, StringComparer.Ordinal).Select(ServerJson.Of)],
                        null
                    )
                )
            )
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("Registered servers");
        servers.MapGet("/{name}", Get).RequireAuthorization(PortalApi.Reader).WithSummary("One server");
        servers
            .MapPut("/{name}", PutAsync)
            .RequireAuthorization(PortalApi.Admin)
            .WithSummary("Register or change a server; in force at once");
        servers
            .MapDelete("/{name}", DeleteAsync)
            .RequireAuthorization(PortalApi.Admin)
            .WithSummary("Remove a server; its records stay");
        servers
            .MapPost("/{name}/test", TestAsync)
            .RequireAuthorization(PortalApi.Admin)
            .WithSummary("Connect to a registered server and list its tools");
    }

    private static IResult Get(string name, ServerRegistry registry) =>
        registry.Servers.TryGetValue(name, out var server) ? TypedResults.Ok(ServerJson.Of(server)) : NotFound();

    private static async Task<IResult> PutAsync(
        string name,
        ServerInput input,
        HttpContext http,
        ServerRegistry registry,
        ServerValidator validator,
        CancellationToken cancellationToken
    )
    {
        var definition = registry.Complete(input.ToDefinition(name, registry.Servers.GetValueOrDefault(name)));
        var faults = validator.Validate(definition);
        if (faults.Count > 0)
        {
            return TypedResults.ValidationProblem(
                faults
                    .GroupBy(fault => fault.Field, fault => fault.Message, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
            );
        }

        if (
            await http.RecordAsync(
                "server-saved",
                ("server", name),
                ("url", ServerUrl.Hide(definition.Url)),
                ("enabled", input.Enabled.ToString()),
                ("timeoutSeconds", input.TimeoutSeconds?.ToString()),
                ("forwardHeaders", string.Join(", ", definition.ForwardHeaders)),
                ("sampling", definition.Sampling.ToString()),
                ("elicitation", definition.Elicitation.ToString()),
                ("unreadable", definition.Unreadable.ToString())
            ) is
            { } refused
        )
        {
            return refused;
        }

        await registry.SaveAsync(definition, keepHeaders: input.Headers is null, cancellationToken);
        return TypedResults.Ok(ServerJson.Of(registry.Servers[name]));
    }

    private static async Task<IResult> DeleteAsync(
        string name,
        HttpContext http,
        ServerRegistry registry,
        CancellationToken cancellationToken
    )
    {
        if (!registry.Servers.ContainsKey(name))
        {
            return NotFound();
        }

        if (await http.RecordAsync("server-deleted", ("server", name)) is { } refused)
        {
            return refused;
        }

        await registry.DeleteAsync(name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TestAsync(
        string name,
        ServerRegistry registry,
        ServerProbe probe,
        CancellationToken cancellationToken
    ) =>
        registry.Servers.TryGetValue(name, out var server)
            ? TypedResults.Ok(await probe.TestAsync(server, cancellationToken))
            : NotFound();

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such server.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>A server as the API takes it.</summary>
internal sealed record ServerInput(
    string Url,
    IReadOnlyDictionary<string, string>? Headers = null,
    bool Enabled = true,
    int? TimeoutSeconds = null,
    IReadOnlyList<string>? ForwardHeaders = null,
    ServerRequestSetting? Sampling = null,
    ServerRequestSetting? Elicitation = null,
    UnreadableSetting? Unreadable = null
)
{
    /// <summary>The server as described; settings that are left out stay as they are stored.</summary>
    public ServerDefinition ToDefinition(string name, ServerDefinition? stored) =>
        new(name, Url, Headers ?? ServerDefinition.NoHeaders, Enabled)
        {
            TimeoutSeconds = TimeoutSeconds,
            ForwardHeaders = ForwardHeaders ?? stored?.ForwardHeaders ?? [],
            Sampling = Sampling ?? stored?.Sampling ?? ServerRequestSetting.Allow,
            Elicitation = Elicitation ?? stored?.Elicitation ?? ServerRequestSetting.Allow,
            Unreadable = Unreadable ?? stored?.Unreadable ?? UnreadableSetting.Block,
        };
}

/// <summary>A server as the API shows it; its credentials by name only, and keys in its address hidden.</summary>
internal sealed record ServerJson(
    string Name,
    string Url,
    IReadOnlyList<string> Headers,
    bool Enabled,
    int? TimeoutSeconds,
    IReadOnlyList<string> ForwardHeaders,
    ServerRequestSetting Sampling,
    ServerRequestSetting Elicitation,
    UnreadableSetting Unreadable
)
{
    public static ServerJson Of(ServerDefinition server) =>
        new(
            server.Name,
            ServerUrl.Hide(server.Url),
            [.. server.Headers.Keys],
            server.Enabled,
            server.TimeoutSeconds,
            server.ForwardHeaders,
            server.Sampling,
            server.Elicitation,
            server.Unreadable
        );
}
