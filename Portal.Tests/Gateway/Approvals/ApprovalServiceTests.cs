using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Data.Approvals;
using Portal.Data.Keys;
using Portal.Data.People;
using Portal.Gateway.Approvals;
using Portal.Gateway.Keys;

namespace Portal.Tests.Gateway.Approvals;

public sealed class ApprovalServiceTests : IAsyncLifetime
{
    private ApprovalServices _portal = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await ApprovalServices.CreateAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task DecideAsync_Approve_LeavesAGrantARecordAndAnAnnouncement()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());
        var notices = new List<ApprovalNotice>();
        using var watching = _portal.Get<ApprovalFeed>().Watch(notices.Add);

        var result = await _portal.DecideAsync(ticket, ann);

        Assert.True(result.IsDone, result.Message);
        var stored = await _portal.TicketAsync(ticket.Id);
        Assert.Equal((TicketState.Approved, 1, _portal.Clock.GetUtcNow(), _portal.Clock.GetUtcNow().AddMinutes(15)), (stored.State, stored.Approvals, stored.Decided, stored.GrantExpires));
        Assert.Equal((DecisionKind.Approve, "ann@example.com", "because it is needed", "password"), Assert.Single(await _portal.DecisionsAsync(ticket.Id)) is var one ? (one.Decision, one.ApproverName, one.Justification, one.Method) : default);
        Assert.Equal((ticket.Id, TicketState.Approved), (Assert.Single(notices).TicketId, notices[0].State));
        Assert.Contains(ticket.Id.ToString(), Assert.Single(_portal.Controls("approval-decision")), StringComparison.Ordinal);
        Assert.NotNull(stored.Record);
    }

    [Fact]
    public async Task DecideAsync_Deny_EndsTheTicketAtOnceWhateverTheQuorum()
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":3}");
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());

        Assert.True((await _portal.DecideAsync(ticket, ann, DecisionKind.Deny)).IsDone);

        var stored = await _portal.TicketAsync(ticket.Id);
        Assert.Equal((TicketState.Denied, null), (stored.State, stored.GrantExpires));
        Assert.NotNull(stored.Record);
    }

    [Fact]
    public async Task DecideAsync_Quorum_TakesDifferentPeople()
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":2}");
        var (ann, bob, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.PersonAsync("bob", "approver"), await _portal.HoldAsync());

        Assert.Contains("1 more", (await _portal.DecideAsync(ticket, ann)).Message, StringComparison.Ordinal);
        Assert.Equal(DecisionOutcome.DecidedByYou, (await _portal.DecideAsync(ticket, ann)).Outcome);
        Assert.Equal((TicketState.Pending, 1, null), (await _portal.TicketAsync(ticket.Id)) is var half ? (half.State, half.Approvals, half.Record) : default);
        Assert.True((await _portal.DecideAsync(ticket, bob)).IsDone);

        Assert.Equal(TicketState.Approved, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.Contains("DecidedByYou", Assert.Single(_portal.Controls("approval-refused")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecideAsync_ManyAtOnce_ExactlyOneOutcome()
    {
        await _portal.RuleAsync();
        var people = new List<ApprovalActor>();
        for (var index = 0; index < 12; index++)
        {
            people.Add(await _portal.PersonAsync($"p{index}", "approver"));
        }

        for (var round = 0; round < 5; round++)
        {
            var ticket = await _portal.HoldAsync(arguments: $$"""{"round":{{round}}}""");

            var results = await Task.WhenAll(people.Select((person, index) => Task.Run(() => _portal.DecideAsync(ticket, person, index % 2 == 0 ? DecisionKind.Approve : DecisionKind.Deny), Cancel)));

            var won = Assert.Single(results, result => result.IsDone);
            Assert.All(results.Where(result => result != won), result => Assert.Equal(DecisionOutcome.Decided, result.Outcome));
            var decision = Assert.Single(await _portal.DecisionsAsync(ticket.Id));
            var stored = await _portal.TicketAsync(ticket.Id);
            Assert.Equal(decision.Decision == DecisionKind.Approve ? TicketState.Approved : TicketState.Denied, stored.State);
            Assert.Equal(decision.Decision == DecisionKind.Approve ? 1 : 0, stored.Approvals);
        }
    }

    [Fact]
    public async Task DecideAsync_OnePersonManyTimesAtOnceForAQuorum_CountsOnce()
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":2}");
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _portal.DecideAsync(ticket, ann), Cancel)));

        Assert.Single(results, result => result.IsDone);
        Assert.All(results.Where(result => !result.IsDone), result => Assert.Equal(DecisionOutcome.DecidedByYou, result.Outcome));
        Assert.Equal((TicketState.Pending, 1), (await _portal.TicketAsync(ticket.Id)) is var stored ? (stored.State, stored.Approvals) : default);
    }

    [Fact]
    public async Task DecideAsync_OwnCall_IsRefusedToAdministratorsToo()
    {
        await _portal.RuleAsync();
        var una = await _portal.PersonAsync("una", "approver", "admin", "break-glass");
        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(una.Id, CallerKind.Person, una.Name));

        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, una)).Outcome);
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, una, DecisionKind.Deny)).Outcome);
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, una, DecisionKind.BreakGlass)).Outcome);

        Assert.Equal(TicketState.Pending, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.Equal(3, _portal.Controls("approval-refused").Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DecideAsync_OwnerOfTheServiceAccount_IsRefused(bool ownedWhenHeld)
    {
        await _portal.RuleAsync();
        var una = await _portal.PersonAsync("una", "approver");
        var account = new ServiceAccount { Name = "nightly-batch", OwnerId = ownedWhenHeld ? una.Id : null };
        await _portal.ChangeAsync(context => Task.FromResult(context.ServiceAccounts.Add(account)));
        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(account.Id));
        await _portal.ChangeAsync(context => context.ServiceAccounts.ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerId, ownedWhenHeld ? null : una.Id), Cancel));

        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, una)).Outcome);
    }

    [Theory]
    [InlineData("", "[\"approver\"]", false)]
    [InlineData("approver", "[\"approver\"]", true)]
    [InlineData("approver", "[\"treasury\"]", false)]
    [InlineData("approver,treasury", "[\"treasury\"]", true)]
    [InlineData("treasury", "[\"treasury\"]", false)]
    [InlineData("admin,auditor,policy-author", "[\"approver\"]", false)]
    [InlineData("break-glass", "[\"approver\"]", false)]
    public async Task DecideAsync_Roles_AreTheRulesAndApprover(string roles, string wanted, bool allowed)
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"roles\":" + wanted + "}");
        var person = await _portal.PersonAsync("ann", roles.Split(',', StringSplitOptions.RemoveEmptyEntries));

        var result = await _portal.DecideAsync(await _portal.HoldAsync(), person);

        Assert.Equal(allowed ? DecisionOutcome.Done : DecisionOutcome.NotAllowed, result.Outcome);
    }

    [Fact]
    public async Task DecideAsync_RoleLostOrDisabledMeanwhile_IsRefused()
    {
        await _portal.RuleAsync();
        var (ann, bob, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.PersonAsync("bob", "approver"), await _portal.HoldAsync());
        await _portal.ChangeAsync(context => context.UserRoles.Where(link => link.UserId == ann.Id).ExecuteDeleteAsync(Cancel));
        await _portal.ChangeAsync(context => context.Users.Where(person => person.Id == bob.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.Disabled, true), Cancel));

        Assert.Equal(DecisionOutcome.NotAllowed, (await _portal.DecideAsync(ticket, ann)).Outcome);
        Assert.Equal(DecisionOutcome.NotAllowed, (await _portal.DecideAsync(ticket, bob)).Outcome);
    }

    [Fact]
    public async Task DecideAsync_ServiceAccount_IsRefusedWhateverItsRoles()
    {
        await _portal.RuleAsync();
        var account = new ServiceAccount { Name = "bot", Roles = ["approver"] };
        await _portal.ChangeAsync(context => Task.FromResult(context.ServiceAccounts.Add(account)));

        var result = await _portal.DecideAsync(await _portal.HoldAsync(), new ApprovalActor(account.Id, CallerKind.Service, "bot", "token", null, null));

        Assert.Equal(DecisionOutcome.NotAllowed, result.Outcome);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("   short   ", false)]
    [InlineData("ten chars!", true)]
    public async Task DecideAsync_Reason_IsMandatory(string? reason, bool accepted)
    {
        await _portal.RuleAsync();
        var result = await _portal.DecideAsync(await _portal.HoldAsync(), await _portal.PersonAsync("ann", "approver"), reason: reason);

        Assert.Equal(accepted ? DecisionOutcome.Done : DecisionOutcome.ReasonMissing, result.Outcome);
    }

    [Fact]
    public async Task DecideAsync_ReasonTooLong_IsRefused()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());

        Assert.Equal(DecisionOutcome.ReasonMissing, (await _portal.DecideAsync(ticket, ann, reason: new string('x', 2001))).Outcome);
        Assert.Equal(DecisionOutcome.Done, (await _portal.DecideAsync(ticket, ann, reason: new string('x', 2000))).Outcome);
    }

    [Fact]
    public async Task DecideAsync_CardNumberInTheReason_IsRefusedAndStoredNowhere()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());

        var refused = await _portal.DecideAsync(ticket, ann, reason: "refund of card 4111111111111111 agreed");

        Assert.Equal(DecisionOutcome.ReasonMissing, refused.Outcome);
        Assert.Empty(await _portal.DecisionsAsync(ticket.Id));
        Assert.Equal(TicketState.Pending, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.DoesNotContain(_portal.Query("SELECT Text FROM Records"), row => row[0].Contains("4111111111111111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DecideAsync_Expired_IsRefusedThoughNobodySweptIt()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());
        _portal.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(DecisionOutcome.Expired, (await _portal.DecideAsync(ticket, ann)).Outcome);
        Assert.Equal(TicketState.Expired, (await _portal.TicketAsync(ticket.Id)).State);
    }

    [Fact]
    public async Task DecideAsync_UnknownTicket_IsRefusedAndRecorded()
    {
        var ann = await _portal.PersonAsync("ann", "approver");

        Assert.Equal(DecisionOutcome.NotFound, (await _portal.Desk.DecideAsync(Guid.CreateVersion7(), new DecisionInput(DecisionKind.Approve, "because it is needed"), ann, Cancel)).Outcome);
        Assert.Single(_portal.Controls("approval-refused"));
    }

    [Fact]
    public async Task DecideAsync_RuleChanged_CannotBeApprovedButDenied()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":2}");

        Assert.Equal(DecisionOutcome.Outdated, (await _portal.DecideAsync(ticket, ann)).Outcome);
        Assert.Equal(DecisionOutcome.Done, (await _portal.DecideAsync(ticket, ann, DecisionKind.Deny)).Outcome);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(null, false)]
    [InlineData(-1, false)]
    [InlineData(-60 * 24 * 365, false)]
    public async Task DecideAsync_RuleWantsFreshSignIn_OlderOnesAndTokensAreRefused(int? minutesAgo, bool allowed)
    {
        await _portal.RuleAsync(members: "\"reauthenticate\":true");
        var ann = await _portal.PersonAsync("ann", "approver") with { SignedIn = minutesAgo is { } minutes ? _portal.Clock.GetUtcNow().AddMinutes(-minutes) : null };

        Assert.Equal(allowed ? DecisionOutcome.Done : DecisionOutcome.SignInTooOld, (await _portal.DecideAsync(await _portal.HoldAsync(), ann)).Outcome);
    }

    [Fact]
    public async Task DecideAsync_BreakGlass_DecidesAloneWithAlarmFlagAndRecordOfItsOwn()
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":3}");
        var (eve, ticket) = (await _portal.PersonAsync("eve", "break-glass"), await _portal.HoldAsync());

        Assert.True((await _portal.DecideAsync(ticket, eve, DecisionKind.BreakGlass)).IsDone);

        var stored = await _portal.TicketAsync(ticket.Id);
        Assert.Equal((TicketState.Approved, true), (stored.State, stored.BrokeGlass));
        Assert.Single(_portal.Controls("break-glass"));
        Assert.Contains(_portal.Logs.Lines, line => line.Contains("Break-glass", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DecideAsync_BreakGlassWithoutItsRole_IsRefused()
    {
        await _portal.RuleAsync();
        Assert.Equal(DecisionOutcome.NotAllowed, (await _portal.DecideAsync(await _portal.HoldAsync(), await _portal.PersonAsync("ann", "approver"), DecisionKind.BreakGlass)).Outcome);
        Assert.Empty(_portal.Controls("break-glass"));
    }

    [Fact]
    public async Task DecideAsync_NotRecordable_DoesNotCount()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync());
        _portal.Store.Before = _ => throw new IOException("disk full");

        Assert.Equal(DecisionOutcome.Unrecorded, (await _portal.DecideAsync(ticket, ann)).Outcome);

        Assert.Equal(TicketState.Pending, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.Empty(await _portal.DecisionsAsync(ticket.Id));
    }

    [Theory]
    [InlineData(0, 30, DecisionOutcome.WindowNotAllowed)]
    [InlineData(60, 61, DecisionOutcome.WindowNotAllowed)]
    [InlineData(60, 0, DecisionOutcome.WindowNotAllowed)]
    [InlineData(60, -5, DecisionOutcome.WindowNotAllowed)]
    [InlineData(60, 60, DecisionOutcome.Done)]
    public async Task DecideAsync_Window_IsNeverLongerThanTheRuleAllows(int allowed, int wanted, DecisionOutcome outcome)
    {
        await _portal.RuleAsync(members: $"\"windowMinutes\":{allowed}");
        var ticket = await _portal.HoldAsync();

        var result = await _portal.DecideAsync(ticket, await _portal.PersonAsync("ann", "approver"), until: _portal.Clock.GetUtcNow().AddMinutes(wanted));

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == DecisionOutcome.Done ? "1" : "0", _portal.Query("SELECT COUNT(*) FROM ApprovalWindows")[0][0]);
    }

    [Theory]
    [InlineData(30, 20, 20)]
    [InlineData(20, 30, 20)]
    [InlineData(30, null, null)]
    public async Task DecideAsync_WindowUnderAQuorum_IsWhatAllAgreeOn(int first, int? second, int? open)
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":2},\"windowMinutes\":60");
        var (caller, now) = (ApprovalServices.Caller(), _portal.Clock.GetUtcNow());
        var ticket = await _portal.HoldAsync(caller);
        await _portal.DecideAsync(ticket, await _portal.PersonAsync("ann", "approver"), until: now.AddMinutes(first));
        await _portal.DecideAsync(ticket, await _portal.PersonAsync("bob", "approver"), until: second is { } minutes ? now.AddMinutes(minutes) : null);

        var (exchange, call) = _portal.Judge(caller, """{"b":2}""");
        var window = await _portal.Get<TicketStore>().FindWindowAsync(caller, exchange.Server, call!, Cancel);

        Assert.Equal(open is { } until ? now.AddMinutes(until) : null, window?.Until);
    }

    [Fact]
    public async Task RevokeWindowAsync_OpenWindow_ClosesItAtOnce()
    {
        await _portal.RuleAsync(members: "\"windowMinutes\":60");
        var (ann, caller) = (await _portal.PersonAsync("ann", "approver"), ApprovalServices.Caller());
        await _portal.DecideAsync(await _portal.HoldAsync(caller), ann, until: _portal.Clock.GetUtcNow().AddMinutes(60));
        var (_, call) = _portal.Judge(caller, """{"b":2}""");
        var window = (await _portal.Get<TicketStore>().FindWindowAsync(caller, "up", call!, Cancel))!;

        Assert.True((await _portal.Desk.RevokeWindowAsync(window.Id, ann, Cancel)).IsDone);
        Assert.Equal(DecisionOutcome.Decided, (await _portal.Desk.RevokeWindowAsync(window.Id, ann, Cancel)).Outcome);

        Assert.Null(await _portal.Get<TicketStore>().FindWindowAsync(caller, "up", call!, Cancel));
        Assert.Equal(2, _portal.Controls("approval-window-revoked").Count);
    }

    [Fact]
    public async Task FindWindowAsync_OtherCallerToolServerRuleVersionOrTime_IsNone()
    {
        await _portal.RuleAsync(members: "\"windowMinutes\":60");
        await _portal.RuleAsync("send_all", "\"windowMinutes\":60");
        var (ann, caller, store) = (await _portal.PersonAsync("ann", "approver"), ApprovalServices.Caller(), _portal.Get<TicketStore>());
        await _portal.DecideAsync(await _portal.HoldAsync(caller), ann, until: _portal.Clock.GetUtcNow().AddMinutes(60));
        var (_, call) = _portal.Judge(caller, """{"b":2}""");
        var (_, otherTool) = _portal.Judge(caller, """{"b":2}""", "send_all");

        Assert.NotNull(await store.FindWindowAsync(caller, "up", call!, Cancel));
        Assert.Null(await store.FindWindowAsync(ApprovalServices.Caller(), "up", call!, Cancel));
        Assert.Null(await store.FindWindowAsync(caller, "down", call!, Cancel));
        Assert.Null(await store.FindWindowAsync(caller, "up", otherTool!, Cancel));
        await _portal.RuleAsync(members: "\"windowMinutes\":30");
        Assert.Null(await store.FindWindowAsync(caller, "up", _portal.Judge(caller, """{"b":2}""").Call!, Cancel));
        _portal.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Null(await store.FindWindowAsync(caller, "up", call!, Cancel));
    }

    [Fact]
    public async Task WithdrawAsync_OnlyTheRequesterAndOnlyWhilePending()
    {
        await _portal.RuleAsync();
        var (una, ann) = (await _portal.PersonAsync("una"), await _portal.PersonAsync("ann", "approver", "admin"));
        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(una.Id, CallerKind.Person, una.Name));

        Assert.Equal(DecisionOutcome.NotAllowed, (await _portal.Desk.WithdrawAsync(ticket.Id, ann, Cancel)).Outcome);
        Assert.True((await _portal.Desk.WithdrawAsync(ticket.Id, una, Cancel)).IsDone);
        Assert.Equal(DecisionOutcome.Decided, (await _portal.Desk.WithdrawAsync(ticket.Id, una, Cancel)).Outcome);
        Assert.Equal(DecisionOutcome.Decided, (await _portal.DecideAsync(ticket, ann)).Outcome);

        Assert.Equal(TicketState.Withdrawn, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.Single(_portal.Controls("approval-withdrawn"));
    }

    [Fact]
    public async Task Record_EndedTicket_VerifiesWithThePublishedKeyAndFailsWhenOneByteChanges()
    {
        await _portal.RuleAsync();
        var (ann, ticket) = (await _portal.PersonAsync("ann", "approver"), await _portal.HoldAsync(arguments: """{"limit":5000}"""));
        await _portal.DecideAsync(ticket, ann);
        var record = (await _portal.TicketAsync(ticket.Id)).Record!;
        var published = new JsonWebKey(_portal.Get<KeyRegister>().Keys.Single(key => key.Purpose == KeyPurpose.Signing).PublicKey!);
        var wanted = new TokenValidationParameters { IssuerSigningKey = published, ValidateAudience = false, ValidateLifetime = false, ValidIssuer = "http://localhost:5080", ValidTypes = ["portal-approval+jws"] };

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(record, wanted);

        Assert.True(result.IsValid, result.Exception?.Message);
        var token = (JsonWebToken)result.SecurityToken;
        Assert.Equal(("ES256", published.KeyId, ticket.Id.ToString(), "approved", "send"), (token.Alg, token.Kid, token.GetPayloadValue<string>("ticket"), token.GetPayloadValue<string>("state"), token.GetPayloadValue<string>("rule")));
        Assert.Equal(Convert.ToHexStringLower(ticket.CallHash), token.GetPayloadValue<string>("callHash"));
        for (var index = 0; index < record.Length; index += 7)
        {
            if (record[index] != '.')
            {
                var changed = record[..index] + (record[index] == 'A' ? 'B' : 'A') + record[(index + 1)..];
                Assert.False((await new JsonWebTokenHandler().ValidateTokenAsync(changed, wanted)).IsValid && changed != record, $"byte {index}");
            }
        }
    }
}
