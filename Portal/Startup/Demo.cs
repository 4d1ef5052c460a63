using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentsServer;
using Portal.Data;
using Portal.Data.People;
using Portal.Gateway;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;

namespace Portal.Startup;

/// <summary>The demo: the sample payments server in process, one person a role, policies, and a token for a first call.</summary>
internal static class Demo
{
    private const string TokenName = "demo";

    public static async Task StartAsync(WebApplication app, Seeder seeder)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        var key = RandomNumberGenerator.GetHexString(32);
        var payments = PaymentsHost.Build("http://127.0.0.1:0", key);
        await payments.StartAsync(stopping);
        app.Lifetime.ApplicationStopped.Register(() => payments.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5)));

        await seeder.ApplyAsync(Seed(payments.Urls.First(), key), stopping);
        await app.Services.LoadGatewayAsync(stopping);
        var token = await RenewTokenAsync(app.Services, stopping);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, token));
    }

    private static SeedFile Seed(string paymentsUrl, string key) =>
        new()
        {
            Servers =
            [
                new SeedServer
                {
                    Name = "payments",
                    Url = paymentsUrl + "/mcp",
                    Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Api-Key"] = key },
                },
            ],
            People =
            [
                Person("admin", "Ada Admin", PortalRoles.Admin),
                Person("author", "Paul Policy", PortalRoles.PolicyAuthor),
                Person("approver", "Ann Approver", PortalRoles.Approver),
                Person("auditor", "Aude Auditor", PortalRoles.Auditor),
                Person("engineer", "Erik Engineer", PortalRoles.Caller, "engineer"),
            ],
            ServiceAccounts =
            [
                new SeedServiceAccount
                {
                    Name = "nightly-batch",
                    Roles = ["batch"],
                    Owner = "engineer@demo.example",
                },
            ],
            Policies =
            [
                Policy(
                    """
                    { "kind": "access", "name": "engineers use payments", "servers": ["payments"], "tools": ["*"],
                    "callers": { "roles": ["engineer"] }, "effect": "allow" }
                    """
                ),
                Policy(
                    """
                    { "kind": "access", "name": "engineers do not refund", "servers": ["payments"],
                    "tools": ["refund_*"], "callers": { "roles": ["engineer"] }, "effect": "deny" }
                    """
                ),
                Policy(
                    """
                    { "kind": "access", "name": "batch reads transactions", "servers": ["payments"],
                    "tools": ["list_transactions", "export_transactions"], "callers": { "roles": ["batch"] },
                    "effect": "allow" }
                    """
                ),
                Policy(
                    """
                    { "kind": "approval", "name": "bulk export", "servers": ["payments"], "tools": ["export_*"],
                    "when": [{ "argument": "$.limit", "op": "gt", "value": 100 }],
                    "approvers": { "roles": ["approver"], "quorum": 1 }, "windowMinutes": 60 }
                    """
                ),
                Policy(
                    """
                    { "kind": "masking", "name": "customer e-mail", "servers": ["payments"],
                    "fields": ["$..email"],
                    "patterns": [{ "name": "email", "regex": "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}" }],
                    "action": "redact", "reason": "agents do not need customers' addresses" }
                    """
                ),
            ],
        };

    private static SeedPerson Person(string name, string displayName, params string[] roles) =>
        new()
        {
            Email = $"{name}@demo.example",
            Name = displayName,
            Roles = roles,
            Password = DemoSettings.Password,
        };

    private static JsonElement Policy(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static async Task<string> RenewTokenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var context = await services
            .GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        var engineer = await context.Users.SingleAsync(person => person.Email == "engineer@demo.example", cancellationToken);
        await context
            .AccessTokens.Where(token => token.CallerId == engineer.Id && token.Name == TokenName)
            .ExecuteDeleteAsync(cancellationToken);
        var issued = await services
            .GetRequiredService<TokenIssuer>()
            .IssueAsync(CallerKind.Person, engineer.Id, TokenName, TimeSpan.FromDays(1), issuer: null, cancellationToken);
        return issued.Text;
    }

    private static void Announce(WebApplication app, string token)
    {
        var url = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.PublicUrl;
        Console.WriteLine(
            $"""

            Portal demo is ready.

              Sign in      {url}/
                           admin@demo.example · author@demo.example · approver@demo.example
                           auditor@demo.example · engineer@demo.example
                           password of each: {DemoSettings.Password}

              Call         npx @modelcontextprotocol/inspector@2 --cli {url}/mcp/payments --transport http --method tools/call \
                             --tool-name get_customer --tool-arg id=CUS-0001 --header "Authorization: Bearer {token}"

              Approve      add --tool-name export_transactions --tool-arg limit=5000 instead, and decide at {url}/approvals
                           as approver@demo.example while the call waits.

              Then look    {url}/sessions as auditor@demo.example: who called, what was asked, the masked reply.

            """
        );
    }
}
