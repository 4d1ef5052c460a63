using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Exchanges;

/// <summary>One JSON-RPC message from the client, read strictly.</summary>
internal sealed record ClientMessage
{
    /// <summary>Request, notification or response.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The message's own bytes: as they came, or as a masking policy changed them for the server.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>
    /// The message as it is recorded, where a masking policy changed <see cref="Json"/>; null where it is still what the client
    /// sent.
    /// </summary>
    public MaskedMessage? Recorded { get; init; }

    /// <summary>Method; null on a response.</summary>
    public string? Method { get; init; }

    /// <summary>The id as JSON text; null on a notification.</summary>
    public string? Id { get; init; }

    /// <summary>Tool or prompt name, or resource URI.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the task that a method of tasks is about (<c>params.taskId</c>).</summary>
    public string? TaskId { get; init; }

    /// <summary>The tool whose call made that task; set once it is known to be the caller's.</summary>
    public string? TaskTool { get; init; }

    /// <summary>Gets what the message asks for, as access rules see it.</summary>
    public AccessTarget Target => AccessTarget.Of(Method, Name ?? TaskTool);

    /// <summary>Whether a tool call wants to be done as a task (<c>params.task</c>).</summary>
    public bool AsksForTask { get; init; }

    /// <summary>Other tasks that the message names: those it subscribes to, or says that it belongs to.</summary>
    public IReadOnlyList<string> MentionedTasks { get; init; } = [];

    /// <summary>
    /// MCP revision the message states for itself: in <c>_meta</c> since 2026-07-28, in <c>initialize</c> before.
    /// </summary>
    public string? Revision { get; init; }

    /// <summary>Whether <see cref="Revision"/> comes from <c>_meta</c>.</summary>
    public bool HasRevisionInMeta { get; init; }

    /// <summary><c>clientInfo.name</c>.</summary>
    public string? ClientName { get; init; }

    /// <summary><c>clientInfo.version</c>.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>On <c>initialize</c>: whether the client can ask its user for a form (<c>capabilities.elicitation</c>).</summary>
    public bool CanElicit { get; init; }

    /// <summary>The method by which a client subscribes to notifications (MCP 2026-07-28).</summary>
    public const string Subscription = "subscriptions/listen";

    /// <summary>Whether it is a method of tasks.</summary>
    public bool IsAboutTasks => IsTaskMethod(Method);

    /// <summary>Whether it must name a task.</summary>
    public bool NamesTask => IsAboutTasks && !string.Equals(Method, "tasks/list", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a method is one of tasks, however a lenient server may read it.</summary>
    public static bool IsTaskMethod(string? method) => method?.StartsWith("tasks/", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether it is <c>tools/call</c>, whose refusals are tool results that a model can read.</summary>
    public bool IsToolCall => Kind == MessageKind.Request && Method == "tools/call";
}
