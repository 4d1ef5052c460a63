using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Startup;

namespace Portal.Tests.Host;

/// <summary>Who owned a service account or issued a token of it decides on none of its calls, over the API and across restarts.</summary>
public sealed class ApproverTiesTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approve_ByAFormerOwnerAfterARestart_IsRefused()
    {
        await OwnAsync("mallory", "ann");
        Assert.Equal("ann@example.com", await OwnerAsync("mallory"));

        // The seed file that is applied at start names no owner.
        await host.RestartAsync();
        Assert.Null(await OwnerAsync("mallory"));
        var (reply, ticket) = await host.HoldAsync("wire_former", token: PortalHost.Mallory);

        await AssertOwnAsync(ticket.TicketId, "ann");
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve", "bob")).Status);
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve", "una")).Status);
        Assert.Equal(200, (await reply).Status);
    }

    [Fact]
    public async Task Approve_ByWhoIssuedARevokedToken_IsRefused()
    {
        await OwnAsync("left", "bob");
        await host.SetRolesAsync("una", "approver", "admin");
        var issued = await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", host.Tokens["una"], """{"name":"batch run","serviceAccount":"left"}""");
        Assert.Equal(201, issued.Status);
        var (first, withIt) = await host.HoldAsync("send_issued", token: issued.Json.GetProperty("token").GetString());
        Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, $"/api/v1/tokens/{issued.Json.GetProperty("id").GetString()}", host.Tokens["una"])).Status);
        var (second, without) = await host.HoldAsync("send_revoked", token: PortalHost.Left);

        await AssertOwnAsync(withIt.TicketId, "una");
        await AssertOwnAsync(without.TicketId, "una");

        var shown = await host.ApiAsync($"/api/v1/approvals/{withIt.TicketId}");
        Assert.Equal("una@example.com", shown.Json.GetProperty("tokenIssuedBy").GetProperty("name").GetString());
        Assert.Equal(200, (await host.DecideAsync(withIt.TicketId, "deny")).Status);
        Assert.Equal(200, (await host.DecideAsync(without.TicketId, "deny")).Status);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Issue_ForAnAccountWithoutAnOwner_IsRefusedWithWhatToDo()
    {
        var reply = await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Admin, """{"name":"n","serviceAccount":"nobody"}""");

        Assert.Equal(409, reply.Status);
        Assert.Contains("'owner'", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(409, (await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Reader, """{"name":"for myself"}""")).Status);
        Assert.Contains(host.Logs.Lines, line => line.Contains("nobody answers for", StringComparison.Ordinal) && line.Contains("reader", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Issue_ForAnAccountWhoseOwnerIsDisabled_IsRefused()
    {
        await host.SetRolesAsync("olga", "approver");
        await OwnAsync("reader", "olga");
        Assert.Equal(201, (await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Admin, """{"name":"n","serviceAccount":"reader"}""")).Status);
        await using (var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel))
        {
            await context.Users.Where(person => person.Email == "olga@example.com").ExecuteUpdateAsync(set => set.SetProperty(person => person.Disabled, true), Cancel);
        }

        Assert.Equal(409, (await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Admin, """{"name":"n","serviceAccount":"reader"}""")).Status);
        await OwnAsync("reader", null);
    }

    private async Task OwnAsync(string account, string? owner)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var role = account == "reader" ? "reader" : "engineer";
        await scope.ServiceProvider.GetRequiredService<Seeder>().ApplyAsync(
            new SeedFile { ServiceAccounts = [new SeedServiceAccount { Name = account, Roles = [role], Owner = owner is null ? null : $"{owner}@example.com" }] }, Cancel);
    }

    private async Task<string?> OwnerAsync(string account) =>
        (await host.ApiAsync("/api/v1/callers")).Items.Single(caller => caller.GetProperty("name").GetString() == account).GetProperty("owner").GetString();

    private async Task AssertOwnAsync(Guid ticket, string person)
    {
        foreach (var decision in new[] { "approve", "deny" })
        {
            var reply = await host.DecideAsync(ticket, decision, person);
            Assert.Equal((403, "ownRequest"), (reply.Status, reply.Json.GetProperty("outcome").GetString()));
        }
    }
}
