using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;

namespace Portal.Tests.Gateway.Approvals;

/// <summary>Nobody approves their own call, whatever was changed since.</summary>
public sealed class ApproverTiesTests : IAsyncLifetime
{
    private readonly ServiceAccount _account = new() { Name = "nightly-batch" };
    private ApprovalServices _portal = null!;
    private ApprovalActor _una = null!;
    private ApprovalActor _ann = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccountReference Una => new(CallerKind.Person, _una.Id, _una.Name);

    public async ValueTask InitializeAsync()
    {
        _portal = await ApprovalServices.CreateAsync();
        await _portal.RuleAsync();
        (_una, _ann) = (await _portal.PersonAsync("una", "approver", "admin", "break-glass"), await _portal.PersonAsync("ann", "approver"));
        await _portal.ChangeAsync(context => Task.FromResult(context.ServiceAccounts.Add(_account)));
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("nothing")]
    [InlineData("revoked")]
    [InlineData("deleted token")]
    [InlineData("person made anew")]
    [InlineData("account made anew")]
    public async Task DecideAsync_IssuerOfAToken_IsRefusedWhateverHappenedSince(string since)
    {
        var issued = await IssueAsync(_account.Id, Una);
        await ChangeAsync(since, issued);

        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(since == "account made anew" ? null : _account.Id));

        await AssertTiedAsync(ticket);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("another owner")]
    [InlineData("person made anew")]
    public async Task DecideAsync_OwnerOnce_IsRefusedWhateverHappenedSince(string since)
    {
        await OwnAsync(_una);
        await ChangeAsync(since, null);

        await AssertTiedAsync(await _portal.HoldAsync(ApprovalServices.Caller(_account.Id)));
    }

    [Fact]
    public async Task DecideAsync_IssuerOfAnotherPersonsToken_IsRefused()
    {
        var erik = await _portal.PersonAsync("erik");
        var issued = await _portal.Get<TokenIssuer>().IssueAsync(CallerKind.Person, erik.Id, "t", TimeSpan.FromDays(1), Una, Cancel);

        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(erik.Id, CallerKind.Person, erik.Name) with { TokenId = issued.Token.Id });

        Assert.Equal((CallerKind.Person, _una.Id, _una.Name), (ticket.TokenIssuerKind, ticket.TokenIssuerId, ticket.TokenIssuerName));
        await AssertTiedAsync(ticket);
    }

    [Fact]
    public async Task DecideAsync_CallerMadeAnewUnderTheSameAddress_IsRefused()
    {
        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(_una.Id, CallerKind.Person, "Una@Example.com "));
        _una = await RemakeAsync();

        await AssertTiedAsync(ticket);
    }

    [Fact]
    public async Task DecideAsync_TokenIssuedByAServiceAccount_IsRefusedToThoseBehindIt()
    {
        var machine = new ServiceAccount { Name = "provisioner" };
        await _portal.ChangeAsync(context => Task.FromResult(context.ServiceAccounts.Add(machine)));
        await IssueAsync(machine.Id, Una);
        await IssueAsync(_account.Id, new AccountReference(CallerKind.Service, machine.Id, machine.Name));

        // And in a circle, which must end.
        await IssueAsync(machine.Id, new AccountReference(CallerKind.Service, _account.Id, _account.Name));

        await AssertTiedAsync(await _portal.HoldAsync(ApprovalServices.Caller(_account.Id)));
    }

    [Fact]
    public async Task DecideAsync_IssuerOfTheIssuersOwnToken_MayDecide()
    {
        var erik = await _portal.PersonAsync("erik", "admin");
        await _portal.Get<TokenIssuer>().IssueAsync(CallerKind.Person, erik.Id, "t", TimeSpan.FromDays(1), Una, Cancel);
        await IssueAsync(_account.Id, new AccountReference(CallerKind.Person, erik.Id, erik.Name));

        Assert.True((await _portal.DecideAsync(await _portal.HoldAsync(ApprovalServices.Caller(_account.Id)), _una)).IsDone);
    }

    [Fact]
    public async Task DecideAsync_QuorumOfTwoWithOneTied_TakesTwoOthers()
    {
        await _portal.RuleAsync(members: "\"approvers\":{\"quorum\":2}");
        await IssueAsync(_account.Id, Una);
        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(_account.Id));

        Assert.True((await _portal.DecideAsync(ticket, _ann)).IsDone);
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, _una)).Outcome);
        Assert.Equal(TicketState.Pending, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.True((await _portal.DecideAsync(ticket, await _portal.PersonAsync("bob", "approver"))).IsDone);

        Assert.Equal(TicketState.Approved, (await _portal.TicketAsync(ticket.Id)).State);
    }

    [Fact]
    public async Task ClaimAsync_ApproverWhoIssuesATokenAfterwards_GetsNothingOutOfIt()
    {
        await _portal.RuleAsync(members: "\"windowMinutes\":30");
        var caller = ApprovalServices.Caller(_account.Id);
        await _portal.DecideAsync(await _portal.HoldAsync(caller), _una);
        await _portal.DecideAsync(await _portal.HoldAsync(caller, """{"a":2}"""), _una, until: _portal.Clock.GetUtcNow().AddMinutes(20));
        var (_, other) = _portal.Judge(caller, """{"a":3}""");
        var store = _portal.Get<TicketStore>();
        Assert.NotNull(await store.FindWindowAsync(caller, "up", other!, Cancel));

        await IssueAsync(_account.Id, Una);

        Assert.Null(await store.FindWindowAsync(caller, "up", other!, Cancel));
        Assert.Null(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
    }

    [Fact]
    public async Task ClaimAsync_ApprovalsOfOthersBesideATiedOne_AreUsed()
    {
        await _portal.RuleAsync(members: "\"windowMinutes\":30");
        var caller = ApprovalServices.Caller(_account.Id);
        var (_, other) = _portal.Judge(caller, """{"a":3}""");
        await _portal.DecideAsync(await _portal.HoldAsync(caller, """{"a":2}"""), _una, until: _portal.Clock.GetUtcNow().AddMinutes(20));
        await _portal.DecideAsync(await _portal.HoldAsync(caller, """{"a":4}"""), _ann, until: _portal.Clock.GetUtcNow().AddMinutes(10));
        await IssueAsync(_account.Id, Una);

        Assert.Equal("ann@example.com", (await _portal.Get<TicketStore>().FindWindowAsync(caller, "up", other!, Cancel))?.GrantedBy);
    }

    [Fact]
    public async Task WithdrawAsync_IssuerOnly_IsNotWhoAsked()
    {
        await IssueAsync(_account.Id, Una);
        var ticket = await _portal.HoldAsync(ApprovalServices.Caller(_account.Id));

        Assert.Equal(DecisionOutcome.NotAllowed, (await _portal.Desk.WithdrawAsync(ticket.Id, _una, Cancel)).Outcome);
    }

    private Task<IssuedToken> IssueAsync(Guid account, AccountReference by) =>
        _portal.Get<TokenIssuer>().IssueAsync(CallerKind.Service, account, "t", TimeSpan.FromDays(1), by, Cancel);

    private Task OwnAsync(ApprovalActor person) => _portal.ChangeAsync(async context =>
    {
        await context.ServiceAccounts.ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerId, person.Id), Cancel);
        await context.TieAsync(
            new AccountReference(CallerKind.Service, _account.Id, _account.Name), new AccountReference(CallerKind.Person, person.Id, person.Name), TieKind.Owner, _portal.Clock.GetUtcNow(), Cancel);
    });

    private async Task ChangeAsync(string since, IssuedToken? issued)
    {
        switch (since)
        {
            case "revoked":
                await _portal.Get<TokenIssuer>().RevokeAsync(issued!.Token.Id, Cancel);
                break;
            case "deleted token":
                await _portal.ChangeAsync(context => context.AccessTokens.ExecuteDeleteAsync(Cancel));
                break;
            case "person made anew":
                _una = await RemakeAsync();
                break;
            case "account made anew":
                await _portal.ChangeAsync(context => context.ServiceAccounts.ExecuteDeleteAsync(Cancel));
                break;
            case "another owner":
                await OwnAsync(_ann);
                break;
        }
    }

    // Deleted and made again under the same address in other case.
    private async Task<ApprovalActor> RemakeAsync()
    {
        await _portal.ChangeAsync(context => context.Users.Where(person => person.Id == _una.Id).ExecuteDeleteAsync(Cancel));
        return await _portal.PersonAsync("UNA", "approver", "break-glass");
    }

    private async Task AssertTiedAsync(ApprovalTicket ticket)
    {
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, _una)).Outcome);
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, _una, DecisionKind.BreakGlass)).Outcome);
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.DecideAsync(ticket, _una, DecisionKind.Deny)).Outcome);
        Assert.Equal(DecisionOutcome.OwnRequest, (await _portal.Desk.PreviewAsync(ticket, DecisionKind.Approve, _una))?.Outcome);
        Assert.Equal(TicketState.Pending, (await _portal.TicketAsync(ticket.Id)).State);
    }
}
