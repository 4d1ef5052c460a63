using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Hubs;

namespace Portal.Tests.Hubs;

/// <summary>A client that takes nothing for a while.</summary>
public sealed class TicketSubscriberTests : IDisposable
{
    private static readonly TimeSpan Limit = Outer.Limit;

    private readonly StubbornClient _client = new();
    private readonly Connection _connection = new();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task Announce_ToAClientThatTakesNothing_KeepsLittleAndThenSaysResync()
    {
        var subscriber = new TicketSubscriber(_connection, new HubCaller(Guid.NewGuid(), CallerKind.Person, SeesAll: true), _client);
        Announce(subscriber, 1);
        await _client.Busy.WaitAsync(Limit, TestContext.Current.CancellationToken);

        Announce(subscriber, 100_000);
        Assert.Single(_client.Sent);
        _client.Go();
        subscriber.Close();
        await subscriber.Sent.WaitAsync(Limit, TestContext.Current.CancellationToken);

        // The one that it was being sent, then that it has missed some; nothing of what has become old.
        Assert.Equal([ApprovalHub.TicketChanged, ApprovalHub.Resync], _client.Sent);
    }

    [Fact]
    public async Task Announce_ConnectionGone_EndsSending()
    {
        var subscriber = new TicketSubscriber(_connection, new HubCaller(Guid.NewGuid(), CallerKind.Person, SeesAll: true), _client);
        Announce(subscriber, 1);
        await _client.Busy.WaitAsync(Limit, TestContext.Current.CancellationToken);

        subscriber.Abort();

        await subscriber.Sent.WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    private static void Announce(TicketSubscriber subscriber, int times)
    {
        var ticket = new ApprovalTicket
        {
            CallerId = Guid.NewGuid(),
            CallerKind = CallerKind.Person,
            CallerName = "erik@example.com",
            Server = "up",
            Method = "tools/call",
            Tool = "send",
            CallHash = new byte[32],
            Rule = "mail",
            RuleVersion = 1,
            Quorum = 1,
            Created = default,
            Expires = default,
        };
        var message = TicketMessage.Of(ticket);
        for (var count = 0; count < times; count++)
        {
            subscriber.Announce(ticket, message);
        }
    }

    private sealed class StubbornClient : IClientProxy
    {
        private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Sent { get; } = new();

        public Task Busy => _busy.Task;

        public void Go() => _go.SetResult();

        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            Sent.Enqueue(method);
            _busy.TrySetResult();
            return _go.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Connection : HubCallerContext, IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();

        public override string ConnectionId => "1";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => _aborted.Token;

        public override void Abort() => _aborted.Cancel();

        public void Dispose() => _aborted.Dispose();
    }
}
