using Portal.Gateway.Inspection;

namespace Portal.Gateway.Policy;

/// <summary>What a message asks for, as access rules see it.</summary>
/// <param name="Kind">Which list of a rule speaks about it.</param>
/// <param name="Name">Tool or prompt name, or resource URI; empty otherwise.</param>
public readonly record struct AccessTarget(AccessTargetKind Kind, string Name)
{
    private static readonly HashSet<string> ConversationMethods = new(StringComparer.Ordinal)
    {
        "initialize", "ping", "server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list", "logging/setLevel",
        "subscriptions/listen", "tasks/get", "tasks/list", "tasks/cancel", "tasks/result", "tasks/update",
    };

    /// <summary>Opening or closing a stream: a GET or DELETE without a message.</summary>
    public static AccessTarget Conversation { get; } = new(AccessTargetKind.Conversation, "");

    internal static AccessTarget Of(ClientMessage message) => Of(message.Method, message.Name ?? message.TaskTool);

    internal static AccessTarget Of(string? method, string? name) => method switch
    {
        null => Conversation,
        "tools/call" => new(AccessTargetKind.Tool, name ?? ""),
        "tasks/get" or "tasks/result" or "tasks/cancel" or "tasks/update" when name is not null => new(AccessTargetKind.Tool, name),
        "prompts/get" => new(AccessTargetKind.Prompt, name ?? ""),
        "resources/read" or "resources/subscribe" or "resources/unsubscribe" => new(AccessTargetKind.Resource, name ?? ""),
        _ when method.StartsWith("notifications/", StringComparison.Ordinal) || ConversationMethods.Contains(method) => Conversation,
        _ => new(AccessTargetKind.Other, ""),
    };
}
