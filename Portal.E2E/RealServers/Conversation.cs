using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.E2E.Targets;

namespace Portal.E2E.RealServers;

/// <summary>The conversation of a server's steps that the public client has, and all that it saw.</summary>
internal static class Conversation
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<JsonObject> HoldAsync(Target target, RealServer server, ServerPlace place, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            url = target.Endpoint,
            token = target.Token,
            transport = server.IsLegacy ? "sse" : "http",
            steps = server.Steps.Select(step => new { method = step.Method, @params = step.Params }),
        };
        string[] arguments = [Installed.Script("converse.mjs"), place.Fill(JsonSerializer.Serialize(parameters))];
        var outcome = await NodeProcess.RunAsync(arguments, new Dictionary<string, string>(StringComparer.Ordinal), Limit, cancellationToken);
        return outcome.ExitCode == 0
            ? JsonNode.Parse(outcome.Output)!.AsObject()
            : throw new InvalidOperationException($"The conversation with {server.Name} {target} broke off: {outcome}");
    }
}
