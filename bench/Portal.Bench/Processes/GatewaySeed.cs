using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Bench.Processes;

/// <summary>
/// What the gateway starts with: one server, a calling and an auditing account, ten access rules of which one matches, and a rule
/// that holds one tool for a person.
/// </summary>
internal sealed class GatewaySeed(Uri upstream)
{
    public const string Server = "echo";
    public const string HeldTool = "echo_held";
    public const string Approver = "approver@bench.example";
    private const string CallerRole = "batch";
    private const int StreamAccounts = 20;

    public string CallerToken { get; } = NewToken();

    public string AuditorToken { get; } = NewToken();

    /// <summary>An account without roles.</summary>
    public string OutsiderToken { get; } = NewToken();

    /// <summary>Accounts among which idle streams are shared out.</summary>
    public IReadOnlyList<string> StreamTokens { get; } = [.. Enumerable.Range(0, StreamAccounts).Select(_ => NewToken())];

    public void Write(string file)
    {
        var seed = new
        {
            servers = new[] { new { name = Server, url = upstream.AbsoluteUri } },
            serviceAccounts = new[]
            {
                Account("bench-caller", CallerToken, [CallerRole]),
                Account("bench-auditor", AuditorToken, ["auditor"]),
                Account("bench-outsider", OutsiderToken, []),
            }.Concat(StreamTokens.Select((token, number) => Account($"bench-streams-{number}", token, [CallerRole]))),
            people = new[]
            {
                new
                {
                    email = Approver,
                    name = "Approver",
                    roles = new[] { "approver" },
                },
            },
            policies = Rules(),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(seed));
    }

    private static object Account(string name, string token, string[] roles) =>
        new
        {
            name,
            roles,
            token,
            expires = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd"),
        };

    private static object[] Rules() =>
        [
            Rule("engineers read payments", ["payments"], ["list_*", "get_*"], ["engineer"]),
            Rule("support looks customers up", ["crm", "crm-*"], ["search_*", "get_customer*"], ["support"]),
            Rule("finance exports", ["payments", "ledger*"], ["export_*"], ["finance"]),
            Rule("nobody drops tables", ["*"], ["drop_*", "delete_*", "truncate_*"], [CallerRole, "engineer"], "deny"),
            Rule("refunds", ["payments"], ["refund_*", "void_*"], ["support-lead", "finance"]),
            Rule("analysts query the warehouse", ["warehouse-*"], ["run_query", "describe_*"], ["analyst"]),
            Rule("deployers", ["ci", "registry-*"], ["deploy_*", "rollback_*"], ["release"]),
            Rule("no shells on production", ["*-prod"], ["exec*", "*shell*"], [CallerRole, "engineer", "release"], "deny"),
            Rule("documents for everyone inside", ["docs*", "wiki"], ["*"], ["employee"]),
            Rule("batch jobs echo", ["echo*"], ["echo", "echo_*"], [CallerRole]),
            new
            {
                kind = "approval",
                name = "held calls",
                servers = new[] { Server },
                tools = new[] { HeldTool },
            },
        ];

    private static object Rule(string name, string[] servers, string[] tools, string[] roles, string effect = "allow") =>
        new
        {
            kind = "access",
            name,
            servers,
            tools,
            callers = new { roles, names = Array.Empty<string>() },
            effect,
        };

    private static string NewToken() => "pt_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
