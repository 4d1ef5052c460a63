using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Gateway.Callers;

public sealed class TokenDirectoryTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly TokenDirectory _directory;
    private readonly TokenIssuer _issuer;

    public TokenDirectoryTests()
    {
        _directory = new TokenDirectory(_database.Contexts, _time);
        _issuer = new TokenIssuer(_database.Contexts, _directory, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Check_TokenOfAServiceAccount_GivesItsNameAndRoles()
    {
        var account = await AccountAsync("batch", "reports");
        var issued = await _issuer.IssueAsync(CallerKind.Service, account.Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        var check = _directory.Check(issued.Text);
        Assert.Null(check.Fault);
        Assert.Equal((account.Id, CallerKind.Service, "nightly", issued.Token.Id), (check.Caller!.Id, check.Caller.Kind, check.Caller.Name, check.Caller.TokenId));
        Assert.Equal(["batch", "reports"], check.Caller.Roles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_TokenOfAPerson_GivesTheirRoles()
    {
        var person = new Person { Id = Guid.CreateVersion7(), Email = "ana@example.com", UserName = "ana@example.com", DisplayName = "Ana" };
        var role = new IdentityRole<Guid>("engineer") { Id = Guid.CreateVersion7() };
        await using (var context = await _database.Contexts.CreateDbContextAsync(Cancellation))
        {
            context.AddRange(person, role, new IdentityUserRole<Guid> { UserId = person.Id, RoleId = role.Id });
            await context.SaveChangesAsync(Cancellation);
        }

        var issued = await _issuer.IssueAsync(CallerKind.Person, person.Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        var caller = _directory.Check(issued.Text).Caller!;
        Assert.Equal((CallerKind.Person, "ana@example.com"), (caller.Kind, caller.Name));
        Assert.Equal(["engineer"], caller.Roles);

        await using (var context = await _database.Contexts.CreateDbContextAsync(Cancellation))
        {
            await context.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.Disabled, true), Cancellation);
        }

        await _directory.RefreshAsync(Cancellation);
        AssertRefused(issued.Text, "disabled caller", "ana@example.com");
    }

    [Fact]
    public async Task Check_AtItsExpiry_IsExpired()
    {
        var issued = await _issuer.IssueAsync(CallerKind.Service, (await AccountAsync()).Id, "t", TimeSpan.FromHours(1), issuer: null, Cancellation);
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(_directory.Check(issued.Text).Caller);
        _time.Advance(TimeSpan.FromTicks(1));
        AssertRefused(issued.Text, "expired token", "nightly");
    }

    [Fact]
    public async Task RevokeAsync_Token_IsRefusedAtOnceAndTheOthersAreNot()
    {
        var account = await AccountAsync();
        var first = await _issuer.IssueAsync(CallerKind.Service, account.Id, "1", TimeSpan.FromDays(1), issuer: null, Cancellation);
        var second = await _issuer.IssueAsync(CallerKind.Service, account.Id, "2", TimeSpan.FromDays(1), issuer: null, Cancellation);
        Assert.True(await _issuer.RevokeAsync(first.Token.Id, Cancellation));
        AssertRefused(first.Text, "revoked token", "nightly");
        Assert.NotNull(_directory.Check(second.Text).Caller);
        Assert.False(await _issuer.RevokeAsync(Guid.CreateVersion7(), Cancellation));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await _issuer.RevokeAsync(first.Token.Id, Cancellation));
        await using var context = await _database.Contexts.CreateDbContextAsync(Cancellation);
        Assert.Equal(Records.Noon, (await context.AccessTokens.SingleAsync(token => token.Id == first.Token.Id, Cancellation)).Revoked);
    }

    [Fact]
    public async Task RevokeAllAsync_Caller_RefusesEveryTokenOfTheirs()
    {
        var account = await AccountAsync();
        var tokens = new[]
        {
            await _issuer.IssueAsync(CallerKind.Service, account.Id, "1", TimeSpan.FromDays(1), issuer: null, Cancellation),
            await _issuer.IssueAsync(CallerKind.Service, account.Id, "2", TimeSpan.FromDays(1), issuer: null, Cancellation),
        };
        Assert.Equal(2, await _issuer.RevokeAllAsync(account.Id, Cancellation));
        Assert.All(tokens, token => AssertRefused(token.Text, "revoked token", "nightly"));
        Assert.Equal(0, await _issuer.RevokeAllAsync(account.Id, Cancellation));
    }

    [Fact]
    public async Task Check_DisabledAccount_IsRefused()
    {
        var account = await AccountAsync();
        var issued = await _issuer.IssueAsync(CallerKind.Service, account.Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        _database.Execute("UPDATE ServiceAccounts SET Disabled = 1");
        await _directory.RefreshAsync(Cancellation);
        AssertRefused(issued.Text, "disabled caller", "nightly");
    }

    [Fact]
    public async Task Check_AccountGone_IsUnknown()
    {
        var account = await AccountAsync();
        var issued = await _issuer.IssueAsync(CallerKind.Service, account.Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        _database.Execute("DELETE FROM ServiceAccounts");
        await _directory.RefreshAsync(Cancellation);
        AssertRefused(issued.Text, "unknown token", null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pt_")]
    [InlineData("pt_not-a-token")]
    [InlineData("pt_é€😀\0")]
    public async Task Check_UnknownToken_IsRefused(string token)
    {
        await _issuer.IssueAsync(CallerKind.Service, (await AccountAsync()).Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        AssertRefused(token, "unknown token", null);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1_000_000)]
    public void Check_OverLongToken_IsRefused(int length)
    {
        AssertRefused(new string('€', length), "unknown token", null);
        AssertRefused(new string('\ud800', length), "unknown token", null);
    }

    [Fact]
    public async Task Check_SameTokenInAnotherCase_IsUnknown()
    {
        var issued = await _issuer.IssueAsync(CallerKind.Service, (await AccountAsync()).Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        AssertRefused(issued.Text.ToUpperInvariant(), "unknown token", null);
        AssertRefused(issued.Text + " ", "unknown token", null);
    }

    [Fact]
    public async Task IssueAsync_Token_IsStoredAsItsHashOnly()
    {
        var account = await AccountAsync();
        var issued = await _issuer.IssueAsync(CallerKind.Service, account.Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        Assert.StartsWith("pt_", issued.Text, StringComparison.Ordinal);
        Assert.Equal(46, issued.Text.Length);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(issued.Text)), issued.Token.Hash);
        Assert.Equal(issued.Text[..7], issued.Token.Prefix);
        Assert.Equal((Records.Noon, Records.Noon.AddDays(1)), (issued.Token.Created, issued.Token.Expires));
        var stored = string.Join('|', _database.Query("SELECT * FROM AccessTokens").SelectMany(row => row));
        Assert.DoesNotContain(issued.Text[3..], stored, StringComparison.Ordinal);

        var other = await _issuer.IssueAsync(CallerKind.Service, account.Id, "t", TimeSpan.FromDays(1), issuer: null, Cancellation);
        Assert.NotEqual(issued.Text, other.Text);
    }

    [Fact]
    public async Task IssueAsync_BadNameOrLifetime_Throws()
    {
        var id = Guid.CreateVersion7();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _issuer.IssueAsync(CallerKind.Service, id, " ", TimeSpan.FromDays(1), issuer: null, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _issuer.IssueAsync(CallerKind.Service, id, new string('n', 129), TimeSpan.FromDays(1), issuer: null, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _issuer.IssueAsync(CallerKind.Service, id, "n", TimeSpan.Zero, issuer: null, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _issuer.IssueAsync(CallerKind.Service, id, "n", TimeSpan.FromDays(367), issuer: null, Cancellation));
        Assert.Equal("0", _database.Query("SELECT COUNT(*) FROM AccessTokens")[0][0]);
    }

    private void AssertRefused(string token, string fault, string? name)
    {
        var check = _directory.Check(token);
        Assert.Null(check.Caller);
        Assert.Equal((fault, name), (check.Fault, check.FaultName));
    }

    private async Task<ServiceAccount> AccountAsync(params string[] roles)
    {
        var account = new ServiceAccount { Name = "nightly", Roles = [.. roles] };
        await using var context = await _database.Contexts.CreateDbContextAsync(Cancellation);
        context.ServiceAccounts.Add(account);
        await context.SaveChangesAsync(Cancellation);
        return account;
    }
}
