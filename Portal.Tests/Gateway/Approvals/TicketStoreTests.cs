using System.Text;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.Gateway.Policy;

namespace Portal.Tests.Gateway.Approvals;

public sealed class TicketStoreTests : IAsyncLifetime
{
    private ApprovalServices _portal = null!;
    private ApprovalActor _ann = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await ApprovalServices.CreateAsync();
        await _portal.RuleAsync();
        _ann = await _portal.PersonAsync("ann", "approver");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("BINARY")]
    [InlineData("NOCASE")]
    [InlineData("RTRIM")]
    public async Task FindWindowAsync_AnotherSpellingOfTheTool_HasNoWindow(string collation)
    {
        _portal.Compare(collation);
        await _portal.RuleAsync("*", "\"windowMinutes\":60");
        var caller = ApprovalServices.Caller();
        var ticket = await _portal.HoldAsync(caller, tool: "export_all");
        Assert.Equal(DecisionOutcome.Done, (await _portal.DecideAsync(ticket, _ann, until: _portal.Clock.GetUtcNow().AddMinutes(30))).Outcome);

        Assert.NotNull(await FindAsync("export_all"));
        foreach (var spelling in new[] { "export_ALL", "Export_all", "export_all ", " export_all", "export_\uFF41ll", "export_all\u200B", "export_all\u00A0" })
        {
            Assert.True(await FindAsync(spelling) is null, $"'{spelling}' passes by the window of 'export_all'.");
        }

        async Task<ApprovalWindow?> FindAsync(string tool) =>
            await _portal.Get<TicketStore>().FindWindowAsync(caller, "up", _portal.Judge(caller, "{}", tool).Call!, Cancel);
    }

    [Fact]
    public async Task OpenAsync_IdenticalCalls_ShareOneTicket()
    {
        var caller = ApprovalServices.Caller();

        var tickets = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => Task.Run(() => _portal.HoldAsync(caller, index % 2 == 0 ? """{"a":1,"b":[1e2]}""" : """{ "b":[100.0], "a":1 }"""), Cancel)));

        Assert.Single(tickets.Select(ticket => ticket.Id).Distinct());
        Assert.Equal("1", _portal.Query("SELECT COUNT(*) FROM ApprovalTickets")[0][0]);
    }

    [Fact]
    public async Task OpenAsync_AnotherReplicaWasFaster_JoinsItsTicket()
    {
        var caller = ApprovalServices.Caller();
        var first = await _portal.HoldAsync(caller);

        // Past the look that comes first: the unique index is what holds.
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => Duplicate(first.Id));

        Assert.Equal(first.Id, (await _portal.HoldAsync(caller)).Id);
        await _portal.DecideAsync(first, _ann, DecisionKind.Deny);
        Assert.NotEqual(first.Id, (await _portal.HoldAsync(caller)).Id);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":"x"}""", """{"a":"x "}""")]
    [InlineData("""{"a":9007199254740992}""", """{"a":9007199254740993}""")]
    [InlineData("{}", """{"a":null}""")]
    public async Task OpenAsync_DifferentArguments_AreDifferentTickets(string one, string other)
    {
        var caller = ApprovalServices.Caller();

        Assert.NotEqual((await _portal.HoldAsync(caller, one)).Id, (await _portal.HoldAsync(caller, other)).Id);
    }

    [Fact]
    public async Task OpenAsync_CardNumberInTheCall_IsMaskedAndTheHashIsKeyed()
    {
        var ticket = await _portal.HoldAsync(arguments: """{"card":"4111111111111111","cvv":"737"}""", meta: """{"portal/justification":"for 4111111111111111"}""");
        var plain = await _portal.HoldAsync(arguments: """{"limit":5}""");

        Assert.Equal("""{"card":"411111******1111","cvv":"***"}""", ticket.Arguments);
        Assert.Equal("for 411111******1111", ticket.Justification);
        Assert.Equal(1, ticket.HashKeyVersion);
        Assert.Null(plain.HashKeyVersion);
        Assert.Equal(
            System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"arguments":{"limit":5},"caller":"{{plain.CallerId}}","method":"tools/call","server":"up","tool":"send"}""")),
            plain.CallHash);
    }

    [Fact]
    public void Judge_OtherParameters_ArePartOfTheIdentityAndMetadataIsNot()
    {
        var caller = ApprovalServices.Caller();
        var plain = _portal.Judge(caller, "{}").Call!;
        var progress = _portal.Judge(caller, "{}", meta: """{"progressToken":7}""").Call!;
        var task = _portal.Judge(caller, "{}", others: ",\"task\":{\"ttl\":1}").Call!;

        Assert.Equal(plain.Identity.Hash, progress.Identity.Hash);
        Assert.NotEqual(plain.Identity.Hash, task.Identity.Hash);
        Assert.Equal("""{"task":{"ttl":1}}""", task.Parameters);
    }

    [Fact]
    public async Task ClaimAsync_ManyAtOnce_OneGetsTheGrant()
    {
        var caller = ApprovalServices.Caller();
        var ticket = await _portal.HoldAsync(caller);
        await _portal.DecideAsync(ticket, _ann);
        var call = _portal.Judge(caller, """{"a":1}""").Call!;

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _portal.Get<TicketStore>().ClaimAsync(caller.Id, call, Cancel), Cancel)));

        Assert.Equal(ticket.Id, Assert.Single(claims, claim => claim is not null));
        Assert.NotNull((await _portal.TicketAsync(ticket.Id)).Claimed);
    }

    [Fact]
    public async Task ClaimAsync_OtherCallerArgumentsOrRuleVersionOrTooLate_GetsNothing()
    {
        var (caller, store) = (ApprovalServices.Caller(), _portal.Get<TicketStore>());
        await _portal.DecideAsync(await _portal.HoldAsync(caller), _ann);
        var other = ApprovalServices.Caller();

        Assert.Null(await store.ClaimAsync(other.Id, _portal.Judge(other, """{"a":1}""").Call!, Cancel));
        Assert.Null(await store.ClaimAsync(other.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
        Assert.Null(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":2}""").Call!, Cancel));
        await _portal.RuleAsync(members: "\"ticketMinutes\":1");
        Assert.Null(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
        _portal.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call! with { Rule = _portal.Get<PolicyProvider>().ApprovalRules[0] }, Cancel));
    }

    [Fact]
    public async Task OpenAsync_TooManyPending_IsNoneUntilSomeAreDecided()
    {
        var caller = ApprovalServices.Caller();
        var first = await _portal.HoldAsync(caller, """{"n":0}""");
        await Task.WhenAll(Enumerable.Range(1, 60).Select(index => Task.Run(
            async () =>
            {
                var (exchange, call) = _portal.Judge(caller, $$"""{"n":{{index}}}""");
                await _portal.Get<TicketStore>().OpenAsync(exchange, call!, Cancel);
            },
            Cancel)));

        Assert.Equal("50", _portal.Query("SELECT COUNT(*) FROM ApprovalTickets WHERE State = 0")[0][0]);
        Assert.True(await _portal.Get<TicketStore>().HasTooManyAsync(caller.Id, Cancel));
        Assert.False(await _portal.Get<TicketStore>().HasTooManyAsync(ApprovalServices.Caller().Id, Cancel));
        await _portal.DecideAsync(first, _ann, DecisionKind.Deny);
        Assert.False(await _portal.Get<TicketStore>().HasTooManyAsync(caller.Id, Cancel));
    }

    [Fact]
    public async Task SweepAsync_OverdueAndOutdatedTickets_ExpireWithARecordEachAndTheOthersStay()
    {
        await _portal.RuleAsync("slow", "\"ticketMinutes\":60");
        var (overdue, outdated, stays) = (await _portal.HoldAsync(), await _portal.HoldAsync(tool: "slow"), await _portal.HoldAsync(tool: "slow", arguments: """{"x":1}"""));
        var expiry = _portal.Get<ApprovalExpiry>();
        await expiry.SweepAsync(Cancel);
        Assert.Empty(_portal.Controls("approval-expired"));

        _portal.Clock.Advance(TimeSpan.FromMinutes(30));
        await expiry.SweepAsync(Cancel);
        Assert.Equal(TicketState.Expired, (await _portal.TicketAsync(overdue.Id)).State);
        Assert.NotNull((await _portal.TicketAsync(overdue.Id)).Record);
        Assert.Equal(TicketState.Pending, (await _portal.TicketAsync(stays.Id)).State);
        Assert.Contains("nobody decided in time", Assert.Single(_portal.Controls("approval-expired")), StringComparison.Ordinal);

        await _portal.RuleAsync("slow", "\"ticketMinutes\":61");
        await expiry.SweepAsync(Cancel);
        Assert.Equal(TicketState.Expired, (await _portal.TicketAsync(outdated.Id)).State);
        Assert.Equal(3, _portal.Controls("approval-expired").Count);
    }

    private void Duplicate(Guid id)
    {
        var columns = string.Join(", ", _portal.Query("SELECT name FROM pragma_table_info('ApprovalTickets') WHERE name <> 'Id'").Select(row => $"\"{row[0]}\""));
        _portal.Query($"INSERT INTO ApprovalTickets (Id, {columns}) SELECT randomblob(16), {columns} FROM ApprovalTickets WHERE hex(Id) = '{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'");
    }
}
