using System.Collections.Concurrent;
using System.Text;

namespace Portal.Bench.Hosts;

/// <summary>
/// Definitions of tools as servers write them: a description of two sentences and a schema with five properties, some 900 bytes
/// each.
/// </summary>
internal static class ToolList
{
    private static readonly string[] Verbs = ["list", "get", "create", "update", "delete", "search", "export", "archive"];
    private static readonly string[] Nouns =
    [
        "invoice",
        "customer",
        "pull_request",
        "deployment",
        "incident",
        "repository",
        "calendar_event",
        "pipeline",
        "dashboard",
    ];
    private static readonly ConcurrentDictionary<int, byte[]> Made = new();

    /// <summary>The result of <c>tools/list</c> with so many tools.</summary>
    public static byte[] Of(int count) => Made.GetOrAdd(count, Make);

    private static byte[] Make(int count) =>
        Encoding.UTF8.GetBytes($$"""{"tools":[{{string.Join(',', Enumerable.Range(0, count).Select(Tool))}}]}""");

    private static string Tool(int number)
    {
        string verb = Verbs[number % Verbs.Length],
            noun = Nouns[number % Nouns.Length];
        return $$$$"""
            {"name":"{{{{verb}}}}_{{{{noun}}}}_{{{{number}}}}","title":"{{{{verb}}}} {{{{noun}}}}","description":"Use this to {{{{verb}}}} a {{{{noun}}}} in workspace {{{{number}}}}. Returns at most 100 entries; pass the cursor of the last answer to go on. Needs the scope '{{{{noun}}}}:write' and counts against the limit of 5,000 requests an hour.","inputSchema":{"type":"object","properties":{"workspace_id":{"type":"string","description":"Id of the workspace, such as ws_{{{{number:x6}}}}"},"limit":{"type":"integer","minimum":1,"maximum":100,"default":30},"created_after":{"type":"string","format":"date-time","description":"ISO 8601, for example 2026-10-01T00:00:00Z"},"state":{"type":"string","enum":["open","closed","all"],"default":"open"},"labels":{"type":"array","items":{"type":"string"}}},"required":["workspace_id"],"additionalProperties":false,"$schema":"http://json-schema.org/draft-07/schema#"},"annotations":{"readOnlyHint":true,"openWorldHint":false}}
            """;
    }
}
