using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Sessions;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Gateway.Sessions;

public sealed class SessionDirectoryTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly SessionDirectory _sessions;
    private readonly Caller _ana = Person("ana@example.com");
    private readonly Caller _ben = Person("ben@example.com");

    public SessionDirectoryTests() => _sessions = Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sessions.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Window_WithinTheIdleTime_IsTheSameSession()
    {
        var first = Window(_ana);
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Same(first, Window(_ana));
        first.Touch(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Same(first, Window(_ana));
    }

    [Fact]
    public void Window_AfterTheIdleTime_IsANewSession()
    {
        var first = Window(_ana);
        _time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromTicks(1));
        var second = Window(_ana);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(_time.GetUtcNow(), second.Started);
    }

    [Fact]
    public void Window_OtherCallerServerAddressOrClient_IsAnotherSession()
    {
        var sessions = new[]
        {
            Window(_ana),
            Window(_ben),
            _sessions.Window(_ana, "files", "192.0.2.1", "c", "1", null),
            _sessions.Window(_ana, "payments", "192.0.2.2", "c", "1", null),
            _sessions.Window(_ana, "payments", "192.0.2.1", "d", "1", null),
            _sessions.Window(_ana, "payments", "192.0.2.1", "c", "2", null),
            _sessions.Window(_ana, "payments", "192.0.2.1", null, null, null),
        };
        Assert.Equal(sessions.Length, sessions.Select(session => session.Id).Distinct().Count());
    }

    [Fact]
    public async Task Window_ManyAtOnce_OpensOne()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Window(_ana), Cancellation)));
        Assert.Single(sessions.Distinct());
    }

    [Fact]
    public void Continue_OpenedByInitialize_TakesWhatFollowsWithoutClientInformation()
    {
        var session = _sessions.Open(_ana, "payments", "192.0.2.1", "c", "1", "2025-11-25");
        _sessions.Continue(session, client: null);
        Assert.Same(session, _sessions.Window(_ana, "payments", "192.0.2.1", null, null, null));
        Assert.NotSame(session, _sessions.Window(_ben, "payments", "192.0.2.1", null, null, null));
    }

    [Fact]
    public async Task Bind_SessionId_IsFoundForItsServerOnly()
    {
        var session = Window(_ana);
        Assert.True(await _sessions.BindAsync(session, "sid-1", Cancellation));
        Assert.True(await _sessions.BindAsync(session, "sid-1", Cancellation));
        Assert.Same(session, await _sessions.FindAsync("payments", "sid-1", Cancellation));
        Assert.Null(await _sessions.FindAsync("files", "sid-1", Cancellation));
        Assert.Null(await _sessions.FindAsync("payments", "sid-2", Cancellation));
        Assert.Null(await _sessions.FindAsync("payments", "SID-1", Cancellation));
    }

    [Fact]
    public async Task Bind_IdOfAnotherCaller_IsRefused()
    {
        var anas = Window(_ana);
        Assert.True(await _sessions.BindAsync(anas, "sid-1", Cancellation));
        var bens = Window(_ben);
        Assert.False(await _sessions.BindAsync(bens, "sid-1", Cancellation));
        Assert.Null(bens.ProtocolSessionHash);
        Assert.Same(anas, await _sessions.FindAsync("payments", "sid-1", Cancellation));
    }

    [Fact]
    public async Task Bind_IdThatAnotherCallerBindsMeanwhile_IsRefused()
    {
        var lookup = new GatedContexts(_database.Contexts);
        using var sessions = new SessionDirectory(lookup, Options.Create(new GatewayOptions()), _time);
        var (anas, bens) = (sessions.Open(_ana, "payments", "192.0.2.1", null, null, null), sessions.Open(_ben, "payments", "192.0.2.1", null, null, null));

        // Ana's is looked up, and found nowhere, before Ben's is bound, and bound after it.
        var first = sessions.BindAsync(anas, "sid-1", Cancellation).AsTask();
        await lookup.Entered.Task.WaitAsync(Outer.Limit, Cancellation);
        lookup.IsOpen = true;
        Assert.True(await sessions.BindAsync(bens, "sid-1", Cancellation));
        lookup.Gate.SetResult();

        Assert.False(await first);
        Assert.Null(anas.ProtocolSessionHash);
        Assert.Same(bens, await sessions.FindAsync("payments", "sid-1", Cancellation));
    }

    [Fact]
    public async Task FindAsync_AfterARestart_ComesFromTheDatabaseWithItsCaller()
    {
        var session = await StoredAsync("sid-1");
        using var restarted = Open();
        var found = await restarted.FindAsync("payments", "sid-1", Cancellation);
        Assert.Equal((session.Id, _ana.Id, "payments", "2025-11-25", true), (found!.Id, found.CallerId, found.Server, found.Protocol, found.Stored));
        Assert.Equal(session.Started, found.Started);
        Assert.Same(found, await restarted.FindAsync("payments", "sid-1", Cancellation));
        Assert.Null(await restarted.FindAsync("files", "sid-1", Cancellation));
        Assert.False(await restarted.BindAsync(restarted.Open(_ben, "payments", "192.0.2.1", null, null, null), "sid-1", Cancellation));
    }

    [Fact]
    public async Task End_Session_StaysBoundToItsCaller()
    {
        var session = await StoredAsync("sid-1");
        _sessions.End(session);
        Assert.Equal(_time.GetUtcNow(), session.Ended);
        Assert.Same(session, await _sessions.FindAsync("payments", "sid-1", Cancellation));
    }

    [Fact]
    public async Task Sweep_IdleSessions_LeaveMemoryAndAreFoundInTheDatabase()
    {
        var session = await StoredAsync("sid-1");
        _time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(0, _sessions.Count);
        var found = await _sessions.FindAsync("payments", "sid-1", Cancellation);
        Assert.Equal(session.Id, found!.Id);
    }

    [Fact]
    public async Task Sweep_SessionNotStoredYet_StaysBound()
    {
        var session = _sessions.Open(_ana, "payments", "192.0.2.1", null, null, null);
        Assert.True(await _sessions.BindAsync(session, "sid-1", Cancellation));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _sessions.Count);
    }

    [Fact]
    public void Sweep_BusySessions_Stay()
    {
        var session = Window(_ana);
        for (var minute = 0; minute < 30; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            session.Touch(_time.GetUtcNow());
        }

        Assert.Equal(1, _sessions.Count);
        Assert.Same(session, Window(_ana));
    }

    private SessionDirectory Open() => new(_database.Contexts, Options.Create(new GatewayOptions { SessionIdleMinutes = 15 }), _time);

    private ActiveSession Window(Caller caller) => _sessions.Window(caller, "payments", "192.0.2.1", "c", "1", "2025-11-25");

    private async Task<ActiveSession> StoredAsync(string id)
    {
        var session = Window(_ana);
        Assert.True(await _sessions.BindAsync(session, id, Cancellation));
        using var store = _database.OpenStore();
        store.Commit(Guid.CreateVersion7(), 1, [Records.Of("{}", session)]);
        return session;
    }

    // Holds the first look-up between its answer and what is made of it.
    private sealed class GatedContexts(IDbContextFactory<PortalDbContext> contexts) : IDbContextFactory<PortalDbContext>
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Gate { get; } = new();

        public bool IsOpen { get; set; }

        public PortalDbContext CreateDbContext() => contexts.CreateDbContext();

        public async Task<PortalDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (!IsOpen)
            {
                Entered.SetResult();
                await Gate.Task;
            }

            return await contexts.CreateDbContextAsync(cancellationToken);
        }
    }

    private static Caller Person(string name) => new(Guid.CreateVersion7(), CallerKind.Person, name, FrozenSet<string>.Empty, Guid.CreateVersion7());
}
