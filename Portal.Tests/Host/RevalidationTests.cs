using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Portal.Gateway.Routing;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Streams and calls that are under way end when their caller may not go on, whatever took the right away.</summary>
public sealed class RevalidationTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> All => new(
        from kind in new[] { "get", "sse", "json" }
        from cause in new[] { "token", "token in the database", "person", "person in the database", "role", "role in the database", "rule", "server" }
        select (kind, cause));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Exchange_OfACallerWhoMayNotGoOn_IsCutOffAtBothEnds(string kind, string cause)
    {
        using var watch = host.Watch();
        var (token, person) = await PersonAsync();
        var tool = $"long_{Guid.NewGuid():N}";
        var (open, gone) = await OpenAsync(kind, token.Text, tool);
        await AgeAsync();
        Assert.False(open.IsCompleted);

        await using var undo = await TakeAwayAsync(cause, kind, token, person, tool);
        await host.AdvanceUntilAsync(open, Due);
        await gone.WaitAsync(Outer.Limit, Cancel);

        var text = await open;
        var record = await watch.FirstAsync(record => record.Method == "portal/cut-off" && RecordWatch.PayloadOf(record).Contains(person, StringComparison.Ordinal));
        Assert.Equal(RecordOutcome.Denied, record.Outcome);
        Assert.DoesNotContain("after the cut", text, StringComparison.Ordinal);
        Assert.Equal(kind != "get", text.Contains("may have taken effect at the server", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("token in the database")]
    [InlineData("role in the database")]
    [InlineData("rule")]
    public async Task HeldCall_OfACallerWhoMayNotGoOn_IsCutOffAndNotDone(string cause)
    {
        using var watch = host.Watch();
        var (token, person) = await PersonAsync();
        var tool = $"send_{Guid.NewGuid():N}";
        var (reply, _) = await host.HoldAsync(tool, token: token.Text);
        await AgeAsync();

        await using var undo = await TakeAwayAsync(cause, "sse", token, person, tool);
        await host.AdvanceUntilAsync(reply, Due);

        Assert.Contains("was held and was not done", (await reply).Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record.Method == "portal/cut-off" && RecordWatch.PayloadOf(record).Contains(person, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Upstream.Calls, call => call.Text.Contains(tool, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_OfACallerWhoMayGoOn_StaysOpenAcrossChangesThatDoNotConcernIt()
    {
        var (token, _) = await PersonAsync();
        var (other, otherPerson) = await PersonAsync();
        var (open, _) = await OpenAsync("get", token.Text, "any");
        var (ended, _) = await OpenAsync("get", other.Text, "any");
        await AgeAsync();

        await using var undo = await TakeAwayAsync("role", "get", other, otherPerson, "any");
        await host.AdvanceUntilAsync(ended, Due);
        for (var second = 0; second < 10; second++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, Cancel);
        }

        Assert.False(open.IsCompleted);
    }

    [Fact]
    public async Task Stream_WhoseClientDoesNotRead_IsCutOffToo()
    {
        var (token, person) = await PersonAsync();
        var gone = new TaskCompletionSource();
        using var request = host.Message(HttpMethod.Post, "/mcp/up", token.Text, async call =>
        {
            var filler = new string('x', 64 * 1024);
            await call.ChunkedHeadAsync("text/event-stream");
            try
            {
                while (true)
                {
                    await call.ChunkAsync($"data: {{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{{\"data\":\"{filler}\"}}}}\n\n");
                }
            }
            finally
            {
                gone.TrySetResult();
            }
        });
        request.Content = new StringContent(PortalHost.Call("flood"), Encoding.UTF8, "application/json");
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await AgeAsync();

        await using var undo = await TakeAwayAsync("token", "sse", token, person, "flood");

        await host.AdvanceUntilAsync(gone.Task, Due);
    }

    private async Task<(IssuedToken Token, string Person)> PersonAsync()
    {
        var name = $"p{Guid.NewGuid():N}";
        await host.SetRolesAsync(name, "engineer");
        return (await host.Services.GetRequiredService<TokenIssuer>().IssueAsync(CallerKind.Person, await host.PersonIdAsync(name), "test", TimeSpan.FromDays(30), issuer: null, Cancel), $"{name}@example.com");
    }

    // Past the age at which exchanges are looked at.
    private async Task AgeAsync()
    {
        for (var step = 0; step < 12; step++)
        {
            host.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, Cancel);
        }
    }

    private async Task<(Task<string> Text, Task Gone)> OpenAsync(string kind, string token, string tool)
    {
        var reached = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        async Task Script(UpstreamCall call)
        {
            if (kind != "json")
            {
                await call.ChunkedHeadAsync("text/event-stream");
                await call.ChunkAsync("""data: {"jsonrpc":"2.0","method":"notifications/message","params":{"data":"first"}}""" + "\n\n");
            }

            reached.SetResult();
            await call.GoneAsync();
            gone.SetResult();
        }

        using var request = host.Message(kind == "get" ? HttpMethod.Get : HttpMethod.Post, "/mcp/up", token, Script);
        request.Content = kind == "get" ? null : new StringContent(PortalHost.Call(tool), Encoding.UTF8, "application/json");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        var opening = host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await reached.Task.WaitAsync(Outer.Limit, Cancel);
        return (ReadAsync(opening), gone.Task);
    }

    private static async Task<string> ReadAsync(Task<HttpResponseMessage> opening)
    {
        using var response = await opening;
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<IAsyncDisposable> TakeAwayAsync(string cause, string kind, IssuedToken token, string person, string tool)
    {
        var name = person.Split('@')[0];
        switch (cause)
        {
            case "token":
                Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, $"/api/v1/tokens/{token.Token.Id}", PortalHost.Admin)).Status);
                break;
            case "role":
                await host.SetRolesAsync(name, "reader");
                await host.Services.GetRequiredService<TokenDirectory>().RefreshAsync(Cancel);
                break;
            case "person":
                Execute($"""UPDATE "AspNetUsers" SET "Disabled" = 1 WHERE "Email" = '{person}'""");
                await host.Services.GetRequiredService<TokenDirectory>().RefreshAsync(Cancel);
                break;
            case "token in the database":
                Execute($"""UPDATE "AccessTokens" SET "Revoked" = 1 WHERE hex("Id") = '{Convert.ToHexString(token.Token.Id.ToByteArray(bigEndian: true))}'""");
                break;
            case "person in the database":
                Execute($"""UPDATE "AspNetUsers" SET "Disabled" = 1 WHERE "Email" = '{person}'""");
                break;
            case "role in the database":
                Execute($"""DELETE FROM "AspNetUserRoles" WHERE "UserId" = (SELECT "Id" FROM "AspNetUsers" WHERE "Email" = '{person}')""");
                break;
            case "rule":
                var rule = $"out {Guid.NewGuid():N}";
                await host.SaveAsync($$"""{"kind":"access","name":"{{rule}}","servers":["up"],"tools":["{{(kind == "get" ? "*" : tool)}}"],"callers":{"names":["{{person}}"]},"effect":"deny"}""");
                return new Undo(() => host.Services.GetRequiredService<PolicyProvider>().DeleteAsync(rule, "test", null, Cancel));
            default:
                var servers = host.Services.GetRequiredService<ServerRegistry>();
                var up = servers.Servers["up"];
                await servers.SaveAsync(up with { Enabled = false }, keepHeaders: true, Cancel);
                return new Undo(() => servers.SaveAsync(up, keepHeaders: true, Cancel));
        }

        return new Undo(() => Task.CompletedTask);
    }

    private void Execute(string sql)
    {
        using var connection = host.OpenDatabase();
        PortalHost.Execute(connection, sql);
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}
