using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>A portal whose streams bring five events or a megabyte, and last an hour, which passes in a moment.</summary>
public sealed class StreamLimitHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Limits:StreamEvents"] = "5",
        ["Limits:StreamMegabytes"] = "1",
        ["Limits:StreamHours"] = "1",
    };

    protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(new ShortHours());

    private sealed class ShortHours : TimeProvider
    {
        private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
        private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Hour ? Short : dueTime, period);
    }
}

public sealed class StreamLimitTests(StreamLimitHost host) : IClassFixture<StreamLimitHost>
{
    private const string Event = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"n\":1}}\n\n";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Stream_WithTooManyEvents_EndsWithAnErrorEvent(string method)
    {
        var text = await ReadAsync(method, call => SendAsync(call, Event, 9));

        Assert.Equal(5, Count(text, "notifications/message"));
        AssertEnded(text, "Limits:StreamEvents", method);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Stream_WithTooManyBytes_EndsWithAnErrorEvent(string method)
    {
        var big = Event.Replace("1}", $"\"{new string('a', 400_000)}\"}}", StringComparison.Ordinal);

        var text = await ReadAsync(method, call => SendAsync(call, big, 4));

        Assert.Equal(2, Count(text, "notifications/message"));
        AssertEnded(text, "Limits:StreamMegabytes", method);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Stream_ThatLastsTooLong_EndsWithAnErrorEvent(string method)
    {
        using var watch = host.Watch();

        var text = await ReadAsync(method, async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Event);
            await call.GoneAsync();
        });

        AssertEnded(text, "Limits:StreamHours", method);
        Assert.Contains(watch.Seen, record => RecordWatch.PayloadOf(record).Contains("Limits:StreamHours", StringComparison.Ordinal));
    }

    private static void AssertEnded(string text, string setting, string method)
    {
        Assert.Contains(setting, text, StringComparison.Ordinal);
        Assert.Contains(method == "POST" ? "\"id\":1,\"error\":{\"code\":-32016" : "\"id\":null,\"error\":{\"code\":-32016", text, StringComparison.Ordinal);
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static async Task SendAsync(UpstreamCall call, string text, int times)
    {
        await call.ChunkedHeadAsync("text/event-stream");
        for (var time = 0; time < times; time++)
        {
            await call.ChunkAsync(text);
        }

        await call.GoneAsync();
    }

    private async Task<string> ReadAsync(string method, Func<UpstreamCall, Task> script)
    {
        using var request = host.Message(new HttpMethod(method), "/mcp/up", PortalHost.Engineer, script);
        request.Content = method == "GET" ? null : new StringContent(PortalHost.Call("slow"), Encoding.UTF8, "application/json");
        request.Headers.Accept.ParseAdd("text/event-stream");
        return (await host.SendAsync(request)).Text;
    }
}
