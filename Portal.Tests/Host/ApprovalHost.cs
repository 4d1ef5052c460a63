using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Portal.SignIn;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>The portal with rules that hold calls, people who decide, and a clock that only the test moves.</summary>
public class ApprovalHost : PortalHost, IAsyncLifetime
{
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuickStep = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan SlowStep = TimeSpan.FromMilliseconds(100);

    internal JumpingClock Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Tokens of people by name.</summary>
    internal Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    internal ApprovalService Desk => Services.GetRequiredService<ApprovalService>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:Approvals:MaxPendingPerCaller"] = "100",
        ["Gateway:MaxRequestBytes"] = "4194304",
    };

    protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);

    async ValueTask IAsyncLifetime.InitializeAsync() => await PrepareAsync();

    /// <summary>Starts it, with its rules and people.</summary>
    private protected async Task PrepareAsync()
    {
        await InitializeAsync();
        await SaveAsync("""{"kind":"approval","name":"bulk export","servers":["up"],"tools":["export_*"],"when":[{"argument":"$.limit","op":"gt","value":100}]}""");
        await SaveAsync("""
            {"kind":"approval","name":"filtered","servers":["up"],"tools":["filter_*"],"when":[{"argument":"$.filter.limit","op":"gt","value":100}]}
            """);
        await SaveAsync("""{"kind":"approval","name":"four eyes","servers":["up"],"tools":["wire_*"],"approvers":{"quorum":2}}""");
        await SaveAsync("""{"kind":"approval","name":"tours","servers":["up"],"tools":["tour_*"],"windowMinutes":60}""");
        await SaveAsync("""{"kind":"approval","name":"mail","servers":["up"],"tools":["send_*"]}""");
        await AddPersonAsync("ann", "approver");
        await AddPersonAsync("bob", "approver");
        await AddPersonAsync("una", "approver", "engineer");
        await AddPersonAsync("eve", "break-glass");
        await AddPersonAsync("erik", "engineer");
    }

    internal async Task SaveAsync(string policy) =>
        Assert.Empty(await Services.GetRequiredService<PolicyProvider>().SaveAsync(JsonSerializer.Deserialize<JsonElement>(policy), "test", null, Cancel));

    internal async Task SetRolesAsync(string name, params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<PersonDirectory>().CreateOrUpdateAsync($"{name}@example.com", name, roles, null, Cancel));
    }

    internal async Task<Guid> PersonIdAsync(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByEmailAsync($"{name}@example.com"))!.Id;
    }

    /// <summary>A call that is under way, and the ticket it waits for.</summary>
    internal async Task<(Task<Reply> Reply, ApprovalNotice Ticket)> HoldAsync(
        string tool, string arguments = "{}", string? token = Engineer, bool takesEvents = true, string meta = "{}", Func<UpstreamCall, Task>? script = null, CancellationTokenSource? gone = null, HttpClient? client = null, StreamMark? mark = null, Func<ApprovalNotice, bool>? notice = null)
    {
        var (reply, held) = await HeldByAsync(tool, () => CallAsync(tool, arguments, token, takesEvents, meta, script, gone, client, mark), notice);
        return (reply, held);
    }

    /// <summary>What makes a call, and the ticket that it waits for.</summary>
    internal async Task<(T Call, ApprovalNotice Ticket)> HeldByAsync<T>(string tool, Func<T> call, Func<ApprovalNotice, bool>? notice = null)
    {
        var held = Channel.CreateUnbounded<ApprovalNotice>();
        using var watching = Services.GetRequiredService<ApprovalFeed>().Watch(one =>
        {
            // Tickets of other tests end whenever the clock is moved.
            if (one.State == TicketState.Pending && (notice?.Invoke(one) ?? one.Tool == tool))
            {
                held.Writer.TryWrite(one);
            }
        });
        return (call(), await held.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Outer.Limit, Cancel));
    }

    /// <summary>A call that joins a ticket that is pending already, and that ticket.</summary>
    internal async Task<(Task<Reply> Reply, Guid Ticket)> HoldAgainAsync(string tool, string arguments)
    {
        using var watch = Watch();
        var reply = CallAsync(tool, arguments);
        await watch.FirstAsync(record => record.Tool == tool && record.Outcome == Portal.Data.Sessions.RecordOutcome.Held);
        var pending = (await ApiAsync($"/api/v1/approvals?state=pending&tool={tool}", Tokens["ann"])).Items.Select(item => item.GetProperty("id").GetGuid());
        return (reply, Assert.Single(pending));
    }

    /// <summary>Completes when a ticket is announced to have reached a state; watches from the moment it is called.</summary>
    internal async Task ChangedAsync(Guid ticket, TicketState state)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = Services.GetRequiredService<ApprovalFeed>().Watch(notice =>
        {
            if (notice.TicketId == ticket && notice.State == state)
            {
                reached.TrySetResult();
            }
        });
        await reached.Task.WaitAsync(Outer.Limit, Cancel);
    }

    /// <summary>A call; an answer in an event stream is read to its end.</summary>
    internal async Task<Reply> CallAsync(
        string tool, string arguments = "{}", string? token = Engineer, bool takesEvents = true, string meta = "{}", Func<UpstreamCall, Task>? script = null, CancellationTokenSource? gone = null, HttpClient? client = null, StreamMark? mark = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = Message(HttpMethod.Post, "/mcp/up", token, script);
        var body = $$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}},"_meta":{{{meta}}}}}""";
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Accept.ParseAdd(takesEvents ? "application/json, text/event-stream" : "application/json");
        change?.Invoke(request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone?.Token ?? default, Cancel);
        using var response = await (client ?? Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(either.Token));
        var text = new StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer, either.Token)) > 0;)
        {
            text.Append(buffer, 0, read);
            mark?.See(text.ToString());
        }

        return new Reply((int)response.StatusCode, text.ToString(), response.Headers, response.Content.Headers);
    }

    internal Task<Reply> DecideAsync(Guid ticket, string decision, string by = "ann", string body = """{"justification":"agreed with the team"}""") =>
        ApiAsync(HttpMethod.Post, $"/api/v1/approvals/{ticket}/{decision}", Tokens[by], body);

    internal async Task<ApprovalTicket> TicketAsync(Guid id)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        return await context.Ticket(id).SingleAsync(Cancel);
    }

    /// <summary>
    /// Moves the clock until something has happened, a quarter of a second of its time a step: quickly until it is due, and on from there in slow steps, because what
    /// waits for the clock may on a busy machine have begun to wait only after it was moved.
    /// </summary>
    internal async Task AdvanceUntilAsync(Task happened, TimeSpan due)
    {
        var began = Stopwatch.GetTimestamp();
        for (var passed = TimeSpan.Zero; !happened.IsCompleted && Stopwatch.GetElapsedTime(began) < Outer.Limit; passed += ClockStep)
        {
            Clock.Advance(ClockStep);
            await Task.WhenAny(happened, Task.Delay(passed < due ? QuickStep : SlowStep, Cancel));
            Cancel.ThrowIfCancellationRequested();
        }

        await happened.WaitAsync(TimeSpan.Zero, Cancel);
    }

    private async Task AddPersonAsync(string name, params string[] roles)
    {
        await SetRolesAsync(name, roles);
        var issued = await Services.GetRequiredService<TokenIssuer>().IssueAsync(CallerKind.Person, await PersonIdAsync(name), "test", TimeSpan.FromDays(30), issuer: null, Cancel);
        Tokens[name] = issued.Text;
    }
}
