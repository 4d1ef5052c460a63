using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway.Callers;
using Portal.Gateway.Limits;

namespace Portal.Tests.Host;

/// <summary>A portal whose API takes forty requests a minute, and one search of a caller and two in all at once.</summary>
public sealed class ApiLimitHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Limits:ApiRequestsPerMinute"] = "40",
        ["Limits:SearchesPerCaller"] = "1",
        ["Limits:Searches"] = "2",
        ["Limits:SearchSeconds"] = "1",
    };
}

public sealed class ApiLimitTests(ApiLimitHost host) : IClassFixture<ApiLimitHost>
{
    [Fact]
    public async Task Requests_BeyondTheMinutesShare_AreRefused()
    {
        using var watch = host.Watch();
        Reply reply;
        do
        {
            reply = await host.ApiAsync("/api/v1/sessions", PortalHost.Reader);
        }
        while (reply.Status == 200);

        Assert.Equal(429, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.Contains("Limits:ApiRequestsPerMinute", reply.Text, StringComparison.Ordinal);
        Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(200, (await host.ApiAsync("/api/v1/sessions", PortalHost.Mallory)).Status);
        await watch.FirstAsync(record => record.Method == "portal/api-refused" && RecordWatch.PayloadOf(record).Contains("\"actor\":\"reader\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Description_BeyondTheMinutesShareOfAnAddress_IsRefused()
    {
        Reply reply;
        do
        {
            reply = await host.ApiAsync("/openapi/v1.json", token: null);
        }
        while (reply.Status == 200);

        Assert.Equal(429, reply.Status);
        Assert.Equal(200, (await host.ApiAsync("/health/live", token: null)).Status);
    }

    [Theory]
    [InlineData("sessions?text=x")]
    [InlineData("records?text=x")]
    [InlineData("records?tool=x")]
    [InlineData("masking-log?rule=x")]
    public async Task Searches_MoreThanMayRunAtOnce_AreRefused(string search)
    {
        var release = new TaskCompletionSource<string>();
        var first = RunAsync(PortalHost.Auditor, release.Task);

        var second = await host.ApiAsync("/api/v1/" + search);
        var own = await host.ApiAsync("/api/v1/" + search, PortalHost.Left);
        var other = RunAsync(PortalHost.Engineer, release.Task);
        var third = await host.ApiAsync("/api/v1/" + search, PortalHost.Left);
        var plain = await host.ApiAsync("/api/v1/sessions");
        release.SetResult("found");

        Assert.Equal(429, second.Status);
        Assert.Contains("Limits:SearchesPerCaller", second.Text, StringComparison.Ordinal);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal(200, own.Status);
        Assert.Equal(429, third.Status);
        Assert.Equal(200, plain.Status);
        Assert.Equal("found", (await first).Value);
        Assert.Equal("found", (await other).Value);
        Assert.Equal(200, (await host.ApiAsync("/api/v1/" + search)).Status);
    }

    [Fact]
    public async Task Search_ThatTakesTooLong_Ends()
    {
        var result = await host.Services.GetRequiredService<SearchLimiter>().RunAsync(Guid.NewGuid(), async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return "never";
        }, TestContext.Current.CancellationToken);

        Assert.Equal(SearchOutcome.TooLong, result.Outcome);
    }

    // Its own patience is a second; the test's search ends when the test says so.
    private Task<SearchResult<string>> RunAsync(string token, Task<string> search)
    {
        var caller = host.Services.GetRequiredService<TokenDirectory>().Check(token).Caller!;
        return host.Services.GetRequiredService<SearchLimiter>().RunAsync(caller.Id, _ => search, TestContext.Current.CancellationToken);
    }
}
