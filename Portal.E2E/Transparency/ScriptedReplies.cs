using System.Text;

namespace Portal.E2E.Transparency;

/// <summary>
/// Replies with every liberty that JSON and SSE allow: order of keys, spelling of numbers, escapes, spaces, line ends, comments. None of it
/// looks like a card number, so all of it must arrive as written.
/// </summary>
internal static class ScriptedReplies
{
    /// <summary>The id that every request to this server has.</summary>
    public const int Id = 7;

    public static byte[] Initialized { get; } = """
        {"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"scripted","version":"1.0"}},"jsonrpc":"2.0","id":7}
        """u8.ToArray();

    public static byte[] ToolList { get; } = """
        { "id" : 7, "jsonrpc":"2.0",
          "result": {"tools":[ {"title":"Z\u00fcrich \uD83D\uDE00","name":"odd", "description":"tab\tslash\/ quote\" é",
            "inputSchema":{"required":[],"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"n":{"minimum":1.0,"maximum":1E3,"default":-0.0,"type":"number"}},"x-mcp-header":"Odd","additionalProperties":false},
            "outputSchema":{"type":"object","properties":{"v":{"type":["null","number"]}}},
            "annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":null},
            "icons":[{"src":"data:image/png;base64,iVBORw0KGgo=","sizes":["any"]}],
            "_meta":{"vendor/key":[1,1.50,1.5e-7,{}]}, "unknownToUs":{"kept":true}} ], "nextCursor":"" } }
        """u8.ToArray();

    public static byte[] Structured { get; } = """
        {"jsonrpc":"2.0","id":7,"result":{"structuredContent":{"b":1.10,"a":[null,true,{"x":"\u003c"}],"nested":{"deep":{"er":2e0}}},"content":[{"text":"{\"b\":1.10}","type":"text"}],"isError":false,"_meta":{"m":0}}}
        """u8.ToArray();

    public static byte[] Error { get; } = """
        {"jsonrpc":"2.0","error":{"data":{"uri":"test://gone","reasons":["a",{"b":1.0}]},"message":"Not\u0020here","code":-32002},"id":7}
        """u8.ToArray();

    public static byte[] Large { get; } = Encoding.UTF8.GetBytes(
        $$$"""{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"{{{string.Concat(Enumerable.Repeat("All is well. ", 80_000))}}}"}]}}""");

    /// <summary>Comments, a priming event without data, retry, named events, data over two lines, CRLF, no space after the colon.</summary>
    public static byte[] Stream { get; } = Encoding.UTF8.GetBytes(
        ": connected\n\n"
        + "id: s/0\ndata:\n\n"
        + "retry: 1500\n\n"
        + "id: s/1\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"p\",\"progress\":0.50,\"total\":1}}\n\n"
        + ": still here\r\n\r\n"
        + "data:{\"jsonrpc\":\"2.0\", \"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"caf\\u00e9 é\"}}\r\nid:s/2\r\nretry:20\r\n\r\n"
        + "id: s/3\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\ndata:  \"id\":7,\"result\":{\"content\":[]}}\n\n"
        + ": bye\n\n");

    public static byte[] FirstEvent { get; } = Encoding.UTF8.GetBytes(
        "id: g/1\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"first\"}}\n\n");

    public static byte[] SecondEvent { get; } = Encoding.UTF8.GetBytes(
        "id: g/2\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"second\"}]}}\n\n");

    public static byte[] SecondEventOfGet { get; } = Encoding.UTF8.GetBytes(
        "id: g/2\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n");
}
