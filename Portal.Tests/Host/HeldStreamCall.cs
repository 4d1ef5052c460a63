using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Approvals;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>A stream in which a server asks its client for something, and waits for the answer as servers do.</summary>
internal sealed class HeldStreamCall(ApprovalHost host, string kind, string token) : IDisposable
{
    private readonly TaskCompletionSource<UpstreamCall> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The client's end.</summary>
    public OpenStream Client { get; private set; } = null!;

    /// <summary>The server's end.</summary>
    public UpstreamCall Server { get; private set; } = null!;

    public static async Task<HeldStreamCall> OpenAsync(ApprovalHost host, string kind = "sse", string token = PortalHost.Engineer)
    {
        var call = new HeldStreamCall(host, kind, token);
        using var request = call.Request();
        call.Client = await OpenStream.OpenAsync(host.Client, request);
        if (await Task.WhenAny(call._reached.Task, call.Client.Ended) == call.Client.Ended)
        {
            Assert.Fail($"The call did not reach the server: {call.Client.Text}");
        }

        call.Server = await call._reached.Task.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        return call;
    }

    /// <summary>The server asks, and a ticket is made.</summary>
    public async Task<ApprovalNotice> AskAsync(string id, string method, string parameters)
    {
        var (asking, ticket) = await host.HeldByAsync(method, () => SendAsync(Message(id, method, parameters)));
        await asking;
        return ticket;
    }

    public static string Message(string id, string method, string parameters) =>
        $$"""{"jsonrpc":"2.0","id":"{{id}}","method":"{{method}}","params":{{parameters}}}""";

    public Task SendAsync(string message) => Server.ChunkAsync($"data: {message}\n\n");

    /// <summary>The server sends something else, which passes.</summary>
    public async Task ProgressAsync(string text)
    {
        await SendAsync($$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"{{text}}"} }""");
        await Client.SeenAsync(text);
    }

    /// <summary>What was answered to the server in the client's place, or by the client, waiting for it.</summary>
    public async Task<JsonElement> AnswerToAsync(string id)
    {
        while (true)
        {
            if (host.Upstream.Calls.FirstOrDefault(call => call.Method == "POST" && call.RpcMethod is null && call.Text.Contains($"\"{id}\"", StringComparison.Ordinal)) is { } answer)
            {
                return JsonDocument.Parse(answer.Text).RootElement;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The server ends its stream, with a result where one is awaited; all that the client got.</summary>
    public async Task<string> EndAsync()
    {
        if (kind == "sse")
        {
            await SendAsync($$"""{"jsonrpc":"2.0","id":{{Server.Id}},"result":{"content":[]} }""");
        }

        await Server.EndAsync();
        _over.TrySetResult();
        return await Client.Ended.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _over.TrySetResult();
        Client?.Dispose();
    }

    private HttpRequestMessage Request()
    {
        var request = host.Message(kind == "sse" ? HttpMethod.Post : HttpMethod.Get, "/mcp/up", token, ServeAsync);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");

        // A test may leave while it reads: what was still to be read must not fall to the next request.
        request.Headers.ConnectionClose = true;
        if (kind == "sse")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(PortalHost.Call("ask"))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
    }

    private async Task ServeAsync(UpstreamCall call)
    {
        await call.ChunkedHeadAsync("text/event-stream");
        _reached.TrySetResult(call);
        await _over.Task;
    }
}
