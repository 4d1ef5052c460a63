using System.Text.Json;

namespace Portal.E2E.Targets;

/// <summary>What a portal starts with: the given servers, one service account with a known token, and a policy that lets it use every tool.</summary>
internal sealed record PortalSeed(IReadOnlyDictionary<string, Uri> Servers)
{
    public const string Account = "e2e";

    /// <summary>The service account's token; good for tests only, made up here.</summary>
    public const string Token = "pt_e2e_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    /// <summary>A person who may approve held calls.</summary>
    public const string Approver = "approver@e2e.example";

    /// <summary>Policies beside the one that lets the account use everything.</summary>
    public IReadOnlyList<object> MorePolicies { get; init; } = [];

    /// <summary>Settings of the portal beside those that every test needs, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string ToJson() => JsonSerializer.Serialize(new
    {
        servers = Servers.Select(server => new { name = server.Key, url = server.Value }),
        serviceAccounts = new[] { new { name = Account, roles = new[] { "batch" }, token = Token, expires = "2099-01-01" } },
        people = new[] { new { email = Approver, name = "Approver", roles = new[] { "approver" } } },
        policies = new object[]
        {
            new
            {
                kind = "access",
                name = "everything for the tests",
                servers = new[] { "*" },
                tools = new[] { "*" },
                callers = new { roles = Array.Empty<string>(), names = new[] { Account } },
                effect = "allow",
            },
        }.Concat(MorePolicies),
    });
}
