using System.Text;
using Portal.E2E.Targets;

namespace Portal.E2E.Transparency;

/// <summary>A stream that says nothing for five minutes is still a stream: its next event arrives, and until then the gateway keeps it alive.</summary>
public sealed class IdleStreamTests(McpServersFixture servers)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Soon = Outer.Limit;

    [Fact]
    public async Task Stream_SilentForFiveMinutes_IsKeptAliveAndTheNextEventArrives()
    {
        string[] outcomes = await Task.WhenAll(
            ListenAsync(proxied: false, "POST"),
            ListenAsync(proxied: false, "GET"),
            ListenAsync(proxied: true, "POST"),
            ListenAsync(proxied: true, "GET"));
        Assert.All(outcomes, outcome => Assert.Equal("arrived", outcome));
    }

    private async Task<string> ListenAsync(bool proxied, string method)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = new WireClient(servers.To(McpServersFixture.Scripted, proxied));
        await client.InitializeAsync(cancellationToken);
        using var stream = await GatedStream.OpenAsync(client, method, cancellationToken).WaitAsync(Soon, cancellationToken);
        var first = await stream.ReadAsync(ScriptedReplies.FirstEvent.Length, cancellationToken).WaitAsync(Soon, cancellationToken);
        var rest = stream.ReadToEndAsync(cancellationToken);
        await Task.WhenAny(rest, Task.Delay(Silence, cancellationToken));
        if (rest.IsCompleted || !first.SequenceEqual(ScriptedReplies.FirstEvent))
        {
            return $"{method} {(proxied ? "through the gateway" : "directly")}: ended before the silence was over";
        }

        servers.Script.Session(client.Session).OpenGate();
        var second = await rest.WaitAsync(Soon, cancellationToken);
        return second.SequenceEqual(GatedStream.SecondEvent(method)) && proxied == stream.KeepAlives > 0
            ? "arrived"
            : $"{method} {(proxied ? "through the gateway" : "directly")}: {stream.KeepAlives} comments, {Encoding.UTF8.GetString(second)}";
    }
}
