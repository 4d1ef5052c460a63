using Microsoft.AspNetCore.Identity;
using Portal.Data;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;

namespace Portal.SignIn;

/// <summary>Creates people and keeps their names, roles and passwords as given. Scoped.</summary>
public sealed class PersonDirectory(
    UserManager<Person> people,
    RoleManager<IdentityRole<Guid>> roles,
    TokenDirectory tokens,
    TimeProvider time
)
{
    /// <summary>
    /// Creates a person, or brings an existing one to what is given. Applying the same twice changes nothing: a password that
    /// already verifies is not set again. A change of roles or password ends the person's sign-ins within a minute.
    /// </summary>
    /// <param name="email">E-mail address, the unique name.</param>
    /// <param name="displayName">How the person is shown, up to 256 characters.</param>
    /// <param name="roleNames">Role names, the portal's and the organisation's; roles not named are taken away.</param>
    /// <param name="password">12 or more characters with letters and digits; null leaves it as it is, or makes a person without
    /// one.</param>
    /// <param name="cancellationToken">Cancels before a step, never within one.</param>
    /// <returns>What is wrong; empty when it is done.</returns>
    public async Task<IReadOnlyList<string>> CreateOrUpdateAsync(
        string email,
        string displayName,
        IEnumerable<string> roleNames,
        string? password,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(roleNames);
        try
        {
            return await ApplyAsync(email, displayName, roleNames, password, cancellationToken);
        }
        catch (CardDataException exception)
        {
            return [exception.Message];
        }
    }

    private async Task<IReadOnlyList<string>> ApplyAsync(
        string email,
        string displayName,
        IEnumerable<string> roleNames,
        string? password,
        CancellationToken cancellationToken
    )
    {
        var wanted = roleNames.Distinct(StringComparer.Ordinal).ToList();
        var (person, faults) = await FindOrCreateAsync(email, displayName, password);
        if (person is null)
        {
            return faults;
        }

        cancellationToken.ThrowIfCancellationRequested();
        faults = [.. await SetRolesAsync(person, wanted), .. await SetPasswordAsync(person, password)];
        await tokens.RefreshAsync(cancellationToken);
        return faults;
    }

    private async Task<(Person? Person, IReadOnlyList<string> Faults)> FindOrCreateAsync(
        string email,
        string displayName,
        string? password
    )
    {
        var person = await people.FindByEmailAsync(email);
        if (person is not null && !string.Equals(person.NormalizedEmail, people.NormalizeEmail(email), StringComparison.Ordinal))
        {
            // A database that ignores blanks at the end.
            return (null, [NameConflicts.Sentence(email, person.Email!)]);
        }

        if (person is null)
        {
            person = new Person
            {
                Id = Guid.CreateVersion7(),
                Email = email,
                UserName = email,
                DisplayName = displayName,
                Created = time.GetUtcNow(),
                LockoutEnabled = true,
            };
            var created = password is null ? await people.CreateAsync(person) : await people.CreateAsync(person, password);
            return created.Succeeded ? (person, []) : (null, FaultsOf(created));
        }

        if (!string.Equals(person.DisplayName, displayName, StringComparison.Ordinal))
        {
            person.DisplayName = displayName;
            return (person, FaultsOf(await people.UpdateAsync(person)));
        }

        return (person, []);
    }

    private async Task<IReadOnlyList<string>> SetRolesAsync(Person person, List<string> wanted)
    {
        foreach (var role in wanted)
        {
            // Identity ignores case: asked for 'ADMIN', it would give 'admin'.
            var stored = (await roles.FindByNameAsync(role))?.Name;
            if (NameConflicts.Find(role, stored is null ? PortalRoles.All : [.. PortalRoles.All, stored]) is { } known)
            {
                return [NameConflicts.Sentence(role, known)];
            }

            if (
                !await roles.RoleExistsAsync(role)
                && FaultsOf(await roles.CreateAsync(new IdentityRole<Guid>(role) { Id = Guid.CreateVersion7() }))
                    is { Count: > 0 } faults
            )
            {
                return faults;
            }
        }

        var held = await people.GetRolesAsync(person);
        var added = wanted.Except(held, StringComparer.Ordinal).ToList();
        var removed = held.Except(wanted, StringComparer.Ordinal).ToList();
        if (added.Count + removed.Count == 0)
        {
            return [];
        }

        var results = new[]
        {
            await people.AddToRolesAsync(person, added),
            await people.RemoveFromRolesAsync(person, removed),
            await people.UpdateSecurityStampAsync(person),
        };
        return [.. results.SelectMany(FaultsOf)];
    }

    private async Task<IReadOnlyList<string>> SetPasswordAsync(Person person, string? password)
    {
        if (password is null || await people.CheckPasswordAsync(person, password))
        {
            return [];
        }

        foreach (var validator in people.PasswordValidators)
        {
            if (FaultsOf(await validator.ValidateAsync(people, person, password)) is { Count: > 0 } faults)
            {
                return faults;
            }
        }

        var removed = await people.RemovePasswordAsync(person);
        return FaultsOf(removed.Succeeded ? await people.AddPasswordAsync(person, password) : removed);
    }

    private static IReadOnlyList<string> FaultsOf(IdentityResult result) => [.. result.Errors.Select(error => error.Description)];
}
