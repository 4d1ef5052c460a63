namespace Portal.Gateway.Rules;

/// <summary>Represents what a message asks for, as access rules see it.</summary>
/// <param name="Kind">Which list of a rule speaks about it.</param>
/// <param name="Name">Tool or prompt name, or resource URI; empty otherwise.</param>
public readonly record struct AccessTarget(AccessTargetKind Kind, string Name)
{
    private static readonly HashSet<string> ConversationMethods = new(StringComparer.Ordinal)
    {
        "initialize",
        "ping",
        "server/discover",
        "tools/list",
        "prompts/list",
        "resources/list",
        "resources/templates/list",
        "logging/setLevel",
        "subscriptions/listen",
        "tasks/get",
        "tasks/list",
        "tasks/cancel",
        "tasks/result",
        "tasks/update",
    };

    /// <summary>Opening or closing a stream: a GET or DELETE without a message.</summary>
    public static AccessTarget Conversation { get; } = new(AccessTargetKind.Conversation, "");

    /// <summary>Finds what a method with a name asks for.</summary>
    /// <param name="method">The method; null where there is no message.</param>
    /// <param name="name">The tool, prompt or resource, or the tool behind a task.</param>
    internal static AccessTarget Of(string? method, string? name) =>
        method switch
        {
            null => Conversation,
            "tools/call" => new(AccessTargetKind.Tool, name ?? ""),
            "tasks/get" or "tasks/result" or "tasks/cancel" or "tasks/update" when name is not null => new(
                AccessTargetKind.Tool,
                name
            ),
            "prompts/get" => new(AccessTargetKind.Prompt, name ?? ""),
            "resources/read" or "resources/subscribe" or "resources/unsubscribe" => new(AccessTargetKind.Resource, name ?? ""),
            _ when method.StartsWith("notifications/", StringComparison.Ordinal) || ConversationMethods.Contains(method) =>
                Conversation,
            _ => new(AccessTargetKind.Other, ""),
        };
}
