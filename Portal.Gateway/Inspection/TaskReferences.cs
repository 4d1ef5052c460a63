using System.Text.Json;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Inspection;

/// <summary>
/// Reads which tasks a client's message is about (MCP 2025-11-25, Tasks; MCP 2026-07-28, the extension
/// io.modelcontextprotocol/tasks).
/// </summary>
internal static class TaskReferences
{
    /// <summary>Most tasks that one message may name.</summary>
    public const int MaxTasks = 100;

    /// <summary>Key of <c>_meta</c> with the task that a message belongs to.</summary>
    public const string RelatedTask = "io.modelcontextprotocol/related-task";

    private const string RelatedTaskIds = "io.modelcontextprotocol/relatedTaskIds";

    /// <summary>Adds to a message what its parameters say of tasks.</summary>
    public static ClientMessage Read(ClientMessage message, string method, JsonElement parameters)
    {
        var mentioned = Mentioned(method, parameters);
        var asks =
            method == "tools/call" && parameters.TryGetProperty("task"u8, out var task) && task.ValueKind != JsonValueKind.Null;
        var id =
            ClientMessage.IsTaskMethod(method)
            && parameters.TryGetProperty("taskId"u8, out var named)
            && named.ValueKind == JsonValueKind.String
                ? named.GetString()
                : null;
        return asks || id is not null || mentioned.Count > 0
            ? message with
            {
                AsksForTask = asks,
                TaskId = id,
                MentionedTasks = mentioned,
            }
            : message;
    }

    /// <summary>Gets the task that the metadata of parameters or of a result name; null for none.</summary>
    public static string? RelatedTo(JsonElement parameters) =>
        Member(Member(parameters, "_meta"), RelatedTask) is { } related
        && Member(related, "taskId") is { ValueKind: JsonValueKind.String } id
            ? id.GetString()
            : null;

    private static List<string> Mentioned(string method, JsonElement parameters)
    {
        var mentioned = new List<string>();
        if (RelatedTo(parameters) is { } related)
        {
            mentioned.Add(related);
        }

        AddAll(mentioned, Member(Member(parameters, "_meta"), RelatedTaskIds));
        if (method == ClientMessage.Subscription)
        {
            AddAll(mentioned, Member(Member(parameters, "notifications"), "taskIds"));
        }

        return [.. mentioned.Distinct(StringComparer.Ordinal)];
    }

    private static void AddAll(List<string> mentioned, JsonElement? ids)
    {
        if (ids is { ValueKind: JsonValueKind.Array } list)
        {
            // What is no text is no id of any task.
            mentioned.AddRange(list.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.String ? id.GetString()! : ""));
        }
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;
}
