using System.Collections.Frozen;

namespace Portal.Gateway.Protocol;

/// <summary>
/// The methods of the Model Context Protocol, of all its revisions from 2024-11-05 to 2026-07-28 and its extension for tasks.
/// </summary>
internal static class McpMethods
{
    /// <summary>A server asks the client's model (MCP, Sampling).</summary>
    public const string Sampling = "sampling/createMessage";

    /// <summary>A server asks the client's user (MCP, Elicitation).</summary>
    public const string Elicitation = "elicitation/create";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "initialize",
            "ping",
            "server/discover",
            "subscriptions/listen",
            "tools/list",
            "tools/call",
            "prompts/list",
            "prompts/get",
            "completion/complete",
            "logging/setLevel",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "resources/subscribe",
            "resources/unsubscribe",
            "tasks/get",
            "tasks/list",
            "tasks/cancel",
            "tasks/result",
            "tasks/update",
            Sampling,
            Elicitation,
            "roots/list",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/message",
            "notifications/tools/list_changed",
            "notifications/prompts/list_changed",
            "notifications/resources/list_changed",
            "notifications/resources/updated",
            "notifications/roots/list_changed",
            "notifications/elicitation/complete",
            "notifications/tasks",
            "notifications/tasks/status",
            "notifications/subscriptions/acknowledged",
        ],
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<string, string> Folded = Known.ToFrozenDictionary(
        NameFolding.Fold,
        StringComparer.Ordinal
    );

    /// <summary>
    /// The known method that another spelling may be taken for, see <see cref="NameFolding"/>; null for a known one, and for
    /// quite another.
    /// </summary>
    public static string? LookAlike(string method) =>
        Known.Contains(method) ? null : Folded.GetValueOrDefault(NameFolding.Fold(method));
}
