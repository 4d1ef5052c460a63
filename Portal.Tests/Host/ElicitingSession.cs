using System.Text;
using System.Text.Json;

namespace Portal.Tests.Host;

/// <summary>A client's session in which held calls are questioned, byte by byte, so that a test can answer as no library would.</summary>
internal sealed class ElicitingSession(ApprovalHost host, string token, string? id, string revision)
{
    private const string Why = "portal-why-";

    public static async Task<ElicitingSession> OpenAsync(ApprovalHost host, string capabilities = """{"elicitation":{}}""", string token = PortalHost.Engineer, string revision = "2025-06-18")
    {
        var opened = await host.SendAsync($$$"""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"{{{revision}}}","capabilities":{{{capabilities}}},"clientInfo":{"name":"tester","version":"1"} } }""", token);
        return new ElicitingSession(host, token, opened.Headers.GetValues("Mcp-Session-Id").Single(), revision);
    }

    /// <summary>A call that is held, and the id of the question that came; the text of the answer follows when it ends.</summary>
    public async Task<(Task<string> Reply, Guid Ticket, string Question)> AskedAsync(string tool, string arguments = "{}")
    {
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string>? reply = null;
        var (_, notice) = await host.HeldByAsync(tool, () => reply = CallAsync(tool, arguments, see: text =>
        {
            if (QuestionIn(text) is { } question)
            {
                asked.TrySetResult(question);
            }
        }));
        return (reply!, notice.TicketId, await asked.Task.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken));
    }

    public async Task<string> CallAsync(string tool, string arguments = "{}", string meta = "{}", Action<string>? see = null)
    {
        using var request = Request($$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}},"_meta":{{{meta}}} } }""");
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var text = new StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
        {
            see?.Invoke(text.Append(buffer, 0, read).ToString());
        }

        return text.ToString();
    }

    public Task<Reply> AnswerAsync(string question, string text) => PostAsync($$$"""{"jsonrpc":"2.0","id":"{{{question}}}","result":{"action":"accept","content":{"justification":{{{JsonSerializer.Serialize(text)}}} } } }""");

    public async Task<Reply> PostAsync(string body)
    {
        using var request = Request(body);
        return await host.SendAsync(request);
    }

    public static string? QuestionIn(string text)
    {
        var start = text.IndexOf(Why, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('"', start);
        return end < 0 ? null : text[start..end];
    }

    private HttpRequestMessage Request(string body)
    {
        var request = host.Message(HttpMethod.Post, "/mcp/up", token, null);
        request.Content = new StringContent(body, new UTF8Encoding(false), "application/json");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", revision);
        if (id is not null)
        {
            request.Headers.Add("Mcp-Session-Id", id);
        }

        return request;
    }
}
