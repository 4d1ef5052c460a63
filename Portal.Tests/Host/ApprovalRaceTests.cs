using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;

namespace Portal.Tests.Host;

/// <summary>A hundred held calls, decided from every side at once: each has one outcome, and none is done twice or without an approval.</summary>
public sealed class ApprovalRaceTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private const int Calls = 100;

    private readonly int[] _runs = new int[Calls];
    private volatile bool _closing;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decide_AHundredTicketsFromEverySide_OneOutcomeEachAndOneExecutionAtMost()
    {
        await SaveRulesAsync(windows: 0);
        var (clients, tickets) = await HoldAllAsync();

        // First approvals, denials and withdrawals against expiry and a change of a rule; then against a restart.
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Func<Task>[] sides = [.. Sides(tickets)];
        new Random(seed).Shuffle(sides);
        var half = sides.Length / 2;
        await Task.WhenAll((Task[])[.. sides.Take(half).Select(side => Task.Run(side, Cancel)), Task.Run(() => host.Clock.Advance(TimeSpan.FromSeconds(61)), Cancel), Task.Run(() => SaveRulesAsync(windows: 1), Cancel)]);
        await Task.WhenAll((Task[])[.. sides.Skip(half).Select(side => Task.Run(side, Cancel)), host.RestartAsync()]);

        _closing = true;
        await CloseAsync(Task.WhenAll(clients));
        await AssertOneOutcomeEachAsync(tickets);
    }

    // What waits for a version of a rule that is changed, or for a minute only, has a tool of its own.
    private static string Tool(int call) => (call % 5) switch
    {
        0 => "race_changed",
        1 => "race_minute",
        _ => "race_plain",
    };

    private async Task SaveRulesAsync(int windows)
    {
        await host.SaveAsync($$"""{"kind":"approval","name":"race changed","servers":["up"],"tools":["race_changed"],"windowMinutes":{{windows}}}""");
        await host.SaveAsync("""{"kind":"approval","name":"race minute","servers":["up"],"tools":["race_minute"],"ticketMinutes":1}""");
        await host.SaveAsync("""{"kind":"approval","name":"race plain","servers":["up"],"tools":["race_plain"]}""");
    }

    private async Task<(List<Task> Clients, IReadOnlyCollection<Guid> Tickets)> HoldAllAsync()
    {
        var held = new ConcurrentDictionary<Guid, bool>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = host.Services.GetRequiredService<ApprovalFeed>().Watch(notice =>
        {
            if (notice.State == TicketState.Pending && held.TryAdd(notice.TicketId, true) && held.Count == Calls)
            {
                all.TrySetResult();
            }
        });
        var clients = Enumerable.Range(0, Calls).Select(call => Task.Run(() => ClientAsync(call), Cancel)).ToList();
        await all.Task.WaitAsync(Outer.Limit, Cancel);
        return (clients, [.. held.Keys]);
    }

    // A client that calls again while people may still decide, and whenever its connection breaks.
    private async Task ClientAsync(int call)
    {
        while (!_closing)
        {
            var reply = await TryAsync(() => host.CallAsync(Tool(call), $$"""{"n":{{call}}}""", script: async upstream =>
            {
                Interlocked.Increment(ref _runs[call]);
                await upstream.TextAsync("done");
            }));
            if (reply is not null && !reply.Text.Contains("-32012", StringComparison.Ordinal) && !reply.Text.Contains("-32013", StringComparison.Ordinal) && reply.Status < 500)
            {
                return;
            }

            await Task.Delay(10, Cancel);
        }
    }

    private IEnumerable<Func<Task>> Sides(IEnumerable<Guid> tickets) => tickets.SelectMany(ticket => new Func<Task>[]
    {
        () => DecideAsync(ticket, "approve", host.Tokens["ann"]),
        () => DecideAsync(ticket, "approve", host.Tokens["una"]),
        () => DecideAsync(ticket, "deny", host.Tokens["bob"]),
        () => DecideAsync(ticket, "withdraw", PortalHost.Engineer),
    }.Where((_, side) => side < 2 || (ticket.GetHashCode() + side) % 3 == 0));

    // Until somebody has told it how things stand.
    private async Task DecideAsync(Guid ticket, string decision, string token)
    {
        while (await TryAsync(() => host.ApiAsync(HttpMethod.Post, $"/api/v1/approvals/{ticket}/{decision}", token, """{"justification":"as discussed in the race"}""")) is not { Status: < 500 })
        {
            await Task.Delay(10, Cancel);
        }
    }

    // Null where the portal was away.
    private static async Task<Reply?> TryAsync(Func<Task<Reply>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or ObjectDisposedException or InvalidOperationException
            || (exception is OperationCanceledException && !Cancel.IsCancellationRequested))
        {
            await Task.Delay(10, Cancel);
            return null;
        }
    }

    private async Task CloseAsync(Task clients)
    {
        await host.AdvanceUntilAsync(clients, TimeSpan.FromSeconds(50));
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.Services.GetRequiredService<ApprovalExpiry>().SweepAsync(Cancel);
    }

    private async Task AssertOneOutcomeEachAsync(IReadOnlyCollection<Guid> first)
    {
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        var tickets = await context.ApprovalTickets.AsNoTracking().Where(ticket => ticket.Tool.StartsWith("race_")).ToListAsync(Cancel);
        var decisions = (await context.ApprovalDecisions.AsNoTracking().ToListAsync(Cancel)).ToLookup(decision => decision.TicketId);
        var used = await UsedAsync(context);
        Assert.Subset(tickets.Select(ticket => ticket.Id).ToHashSet(), first.ToHashSet());
        Assert.Equal(used.Count, used.Distinct().Count());
        foreach (var ticket in tickets)
        {
            AssertEnded(ticket, [.. decisions[ticket.Id]]);
            Assert.True(ticket.State == TicketState.Approved || !used.Contains(ticket.Id), $"{ticket.State} and used: {ticket.Id}");
            Assert.True(ticket.Claimed is not null || !used.Contains(ticket.Id), $"used and not claimed: {ticket.Id}");
        }

        var byCall = tickets.ToLookup(ticket => JsonElement.Parse(ticket.Arguments!).GetProperty("n").GetInt32());
        for (var call = 0; call < Calls; call++)
        {
            Assert.True(_runs[call] <= byCall[call].Count(ticket => used.Contains(ticket.Id)), $"call {call} ran {_runs[call]} times");
        }

        // A race that nobody can win in more than one way shows nothing.
        Assert.Superset(new HashSet<TicketState> { TicketState.Approved, TicketState.Denied, TicketState.Withdrawn, TicketState.Expired }, tickets.Select(ticket => ticket.State).ToHashSet());
        Assert.Contains(_runs, runs => runs > 0);
    }

    private static void AssertEnded(ApprovalTicket ticket, IReadOnlyList<ApprovalDecision> decisions)
    {
        Assert.NotEqual(TicketState.Pending, ticket.State);
        Assert.NotNull(ticket.Record);
        var signed = JsonElement.Parse(WebEncoders.Base64UrlDecode(ticket.Record.Split('.')[1]));
        Assert.Equal((ticket.Id, ticket.State.ToString().ToLower(CultureInfo.InvariantCulture)), (signed.GetProperty("ticket").GetGuid(), signed.GetProperty("state").GetString()));
        Assert.Equal(decisions.Count, signed.GetProperty("decisions").GetArrayLength());
        DecisionKind[] counted = ticket.State switch
        {
            TicketState.Approved => [DecisionKind.Approve],
            TicketState.Denied => [DecisionKind.Deny],
            _ => [],
        };
        Assert.Equal(counted, decisions.Select(decision => decision.Decision));
    }

    private static async Task<List<Guid>> UsedAsync(PortalDbContext context)
    {
        var texts = await context.Records
            .Where(record => record.Method == RecordMethods.ApprovalUsed && record.Tool!.StartsWith("race_"))
            .WithPayload(context)
            .Select(row => row.Payload)
            .ToListAsync(Cancel);
        return texts.ConvertAll(text => JsonElement.Parse(text!).GetProperty("ticket").GetGuid());
    }
}
