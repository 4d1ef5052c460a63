using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;
using Portal.Data.Servers;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Portal.Gateway.Routing;
using Portal.SignIn;

namespace Portal.Startup;

/// <summary>Applies a seed: what it names is made or brought to what it says, what it does not name is left alone.</summary>
internal sealed partial class Seeder(
    IDbContextFactory<PortalDbContext> contexts,
    PersonDirectory people,
    ServerRegistry servers,
    PolicyProvider policies,
    TimeProvider time
)
{
    private const string Author = "seed file";
    private const int MinTokenLength = 16;

    /// <exception cref="StartupException">Something in the seed is wrong; all of it is listed.</exception>
    public async Task ApplyAsync(SeedFile seed, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var server in seed.Servers)
        {
            faults.AddRange(await ApplyAsync(server, cancellationToken));
        }

        foreach (var person in seed.People)
        {
            var wrong = await people.CreateOrUpdateAsync(
                person.Email,
                person.Name ?? person.Email,
                person.Roles,
                person.Password,
                cancellationToken
            );
            faults.AddRange(wrong.Select(fault => $"people '{person.Email}': {fault}"));
        }

        foreach (var account in seed.ServiceAccounts)
        {
            try
            {
                faults.AddRange(await ApplyAsync(account, cancellationToken));
            }
            catch (CardDataException exception)
            {
                faults.Add($"serviceAccounts '{account.Name}': {exception.Message}");
            }
        }

        for (var index = 0; index < seed.Policies.Count; index++)
        {
            var wrong = await policies.SaveAsync(seed.Policies[index], Author, ReasonOf(seed.Policies[index]), cancellationToken);
            faults.AddRange(wrong.Select(fault => $"policies[{index}].{fault.Key}: {fault.Message}"));
        }

        if (faults.Count > 0)
        {
            throw new StartupException("The seed has faults:", faults);
        }
    }

    // The policy's own, which the policy provider takes from it; one without any is there because the file says so.
    private static string? ReasonOf(JsonElement policy) =>
        policy.ValueKind == JsonValueKind.Object && policy.TryGetProperty("reason"u8, out _) ? null : "The seed file says so.";

    private async Task<IEnumerable<string>> ApplyAsync(SeedServer server, CancellationToken cancellationToken)
    {
        if (server.Url is null || server.Command is not null)
        {
            return [$"servers '{server.Name}': this version reaches servers over HTTP only; give 'url' and no 'command'."];
        }

        var definition = new ServerDefinition(server.Name, server.Url, server.Headers ?? ServerDefinition.NoHeaders)
        {
            TimeoutSeconds = server.TimeoutSeconds,
            ForwardHeaders = server.ForwardHeaders,
            Sampling = SettingOf(server.Sampling),
            Elicitation = SettingOf(server.Elicitation),
            Unreadable = UnreadableOf(server.Unreadable),
        };
        var faults = await servers.SaveAsync(definition, keepHeaders: false, cancellationToken);
        return faults.Select(fault => $"servers '{server.Name}', {fault.Field}: {fault.Message}");
    }

    // What is none of the three is a fault that the registry names.
    private static ServerRequestSetting SettingOf(string? text) =>
        text switch
        {
            null or "allow" => ServerRequestSetting.Allow,
            "hold" => ServerRequestSetting.Hold,
            "deny" => ServerRequestSetting.Deny,
            _ => (ServerRequestSetting)byte.MaxValue,
        };

    private static UnreadableSetting UnreadableOf(string? text) =>
        text switch
        {
            null or "block" => UnreadableSetting.Block,
            "pass" => UnreadableSetting.Pass,
            _ => (UnreadableSetting)byte.MaxValue,
        };

    private async Task<IEnumerable<string>> ApplyAsync(SeedServiceAccount seed, CancellationToken cancellationToken)
    {
        if (!NamePattern().IsMatch(seed.Name))
        {
            return
            [
                $"serviceAccounts '{seed.Name}': a name has 1 to 128 of letters, digits, '-', '_' and '.', and is no e-mail "
                    + "address.",
            ];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await context.ServiceAccounts.ToListAsync(cancellationToken);
        if (NameConflicts.Find(seed.Name, accounts.Select(row => row.Name)) is { } known)
        {
            return [$"serviceAccounts '{seed.Name}': {NameConflicts.Sentence(seed.Name, known)}"];
        }

        foreach (var role in seed.Roles)
        {
            if (NameConflicts.Find(role, PortalRoles.All) is { } portalRole)
            {
                return [$"serviceAccounts '{seed.Name}': {NameConflicts.Sentence(role, portalRole)}"];
            }
        }

        var account = accounts.Find(row => string.Equals(row.Name, seed.Name, StringComparison.Ordinal));
        if (account is null)
        {
            account = new ServiceAccount { Name = seed.Name, Created = time.GetUtcNow() };
            context.ServiceAccounts.Add(account);
        }

        account.Roles = [.. seed.Roles.Distinct(StringComparer.Ordinal)];
        account.OwnerId = null;
        if (seed.Owner is { } owner)
        {
            var email = owner.ToUpperInvariant();
            var candidates = await context
                .Users.Where(row => row.NormalizedEmail == email)
                .Select(row => new
                {
                    row.Id,
                    row.Email,
                    row.NormalizedEmail,
                })
                .ToListAsync(cancellationToken);
            var person = candidates.Find(row => string.Equals(row.NormalizedEmail, email, StringComparison.Ordinal));
            if (person is null)
            {
                return
                [
                    $"serviceAccounts '{seed.Name}': the owner '{owner}' is not among the people; give the e-mail address of "
                        + "one.",
                ];
            }

            account.OwnerId = person.Id;
            await context.TieAsync(
                new AccountReference(CallerKind.Service, account.Id, account.Name),
                new AccountReference(CallerKind.Person, person.Id, person.Email!),
                TieKind.Owner,
                time.GetUtcNow(),
                cancellationToken
            );
        }

        var fault = seed.Token is null ? null : await AddTokenAsync(context, account, seed, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return fault is null ? [] : [$"serviceAccounts '{seed.Name}': {fault}"];
    }

    private async Task<string?> AddTokenAsync(
        PortalDbContext context,
        ServiceAccount account,
        SeedServiceAccount seed,
        CancellationToken cancellationToken
    )
    {
        if (!seed.Token!.StartsWith(TokenIssuer.TokenPrefix, StringComparison.Ordinal) || seed.Token.Length < MinTokenLength)
        {
            return $"a token begins with '{TokenIssuer.TokenPrefix}' and has at least {MinTokenLength} characters; 43 random "
                + "ones after the prefix are good.";
        }

        var expires = time.GetUtcNow() + TokenIssuer.MaxLifetime;
        if (
            seed.Expires is not null
            && !DateTimeOffset.TryParse(
                seed.Expires,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out expires
            )
        )
        {
            return $"'expires' is a date such as 2027-01-01, not '{seed.Expires}'.";
        }

        var hash = TokenIssuer.HashOf(seed.Token);
        var stored = await context.AccessTokens.SingleOrDefaultAsync(token => token.Hash == hash, cancellationToken);
        if (stored is null)
        {
            context.AccessTokens.Add(
                TokenIssuer.Describe(seed.Token, CallerKind.Service, account.Id, Author, time.GetUtcNow(), expires)
            );
            return null;
        }

        if (stored.CallerId != account.Id)
        {
            return "its token belongs to another caller.";
        }

        if (seed.Expires is not null)
        {
            stored.Expires = expires;
        }

        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,128}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
