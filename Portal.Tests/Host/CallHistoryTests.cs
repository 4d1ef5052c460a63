using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.Sessions;

namespace Portal.Tests.Host;

/// <summary>What an approver is told of a caller's earlier calls, after real ones.</summary>
public sealed class CallHistoryTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_HeldApprovedAndRunInItsConnection_IsThere()
    {
        await RunAsync("send_inline", "approve", "ann");

        await AssertHistoryAsync("send_inline", RecordOutcome.Approved);
    }

    [Fact]
    public async Task ReadAsync_BrokenGlass_IsThere()
    {
        await RunAsync("send_glass", "approve", "eve", """{"justification":"the site is down","breakGlass":true}""");

        await AssertHistoryAsync("send_glass", RecordOutcome.Approved);
    }

    [Fact]
    public async Task ReadAsync_WindowAndCallsInIt_AreEachThereOnce()
    {
        await RunAsync("tour_window", "approve", "ann", $$"""{"justification":"for the whole tour","until":"{{host.Clock.GetUtcNow().AddMinutes(30):O}}"}""");
        Assert.Equal(200, (await host.CallAsync("tour_window", """{"n":2}""")).Status);
        await host.SaveAsync("""{"kind":"approval","name":"tours","servers":["up"],"tools":["tour_*"],"windowMinutes":45}""");

        await AssertHistoryAsync("tour_window", RecordOutcome.Approved, RecordOutcome.Approved);
    }

    [Fact]
    public async Task ReadAsync_ApprovedAndRunByARetry_IsThereOnce()
    {
        using var gone = new CancellationTokenSource();
        var (reply, held) = await host.HoldAsync("send_retry", """{"n":1}""", gone: gone);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
        Assert.Equal(200, (await host.DecideAsync(held.TicketId, "approve")).Status);
        Assert.Equal(200, (await host.CallAsync("send_retry", """{"n":1}""")).Status);

        await AssertHistoryAsync("send_retry", RecordOutcome.Approved);
    }

    [Fact]
    public async Task ReadAsync_HeldAndDenied_IsNoCallThatRan()
    {
        await RunAsync("send_denied", "deny", "ann");

        await AssertHistoryAsync("send_denied");
    }

    [Fact]
    public async Task ReadAsync_ReleasedByAChangedRule_IsThere()
    {
        await host.SaveAsync("""{"kind":"approval","name":"loans","servers":["up"],"tools":["loan_*"]}""");
        var (reply, _) = await host.HoldAsync("loan_once");
        await host.SaveAsync("""{"kind":"approval","name":"loans","servers":["up"],"tools":["nothing"]}""");
        await host.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(50));
        await host.CallAsync("loan_once");
        await host.SaveAsync("""{"kind":"approval","name":"loans","servers":["up"],"tools":["loan_*"]}""");

        await AssertHistoryAsync("loan_once", RecordOutcome.Ok, released: true);
    }

    private async Task RunAsync(string tool, string decision, string by, string body = """{"justification":"agreed with the team"}""")
    {
        var (reply, held) = await host.HoldAsync(tool, """{"n":1}""");
        Assert.Equal(200, (await host.DecideAsync(held.TicketId, decision, by, body)).Status);
        Assert.Equal(200, (await reply).Status);
    }

    private async Task AssertHistoryAsync(string tool, params RecordOutcome[] outcomes) => Assert.Equal(outcomes, (await HistoryAsync(tool)).Calls.Select(call => call.Outcome));

    private async Task AssertHistoryAsync(string tool, RecordOutcome outcome, bool released)
    {
        var calls = (await HistoryAsync(tool)).Calls;
        Assert.True(released && calls.Count > 0);
        Assert.All(calls, call => Assert.Equal(outcome, call.Outcome));
    }

    private async Task<CallHistory> HistoryAsync(string tool)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (reply, held) = await host.HoldAsync(tool, """{"n":99}""");
        var ticket = await host.TicketAsync(held.TicketId);
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        var history = await CallHistory.ReadAsync(context, ticket, TimeSpan.FromDays(30), 10, Cancel);
        await host.DecideAsync(held.TicketId, "deny");
        await reply;
        Assert.True(history.IsComplete);
        return history;
    }
}
