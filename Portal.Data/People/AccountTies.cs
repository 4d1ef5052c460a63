using Microsoft.EntityFrameworkCore;

namespace Portal.Data.People;

/// <summary>Writes and reads who is tied to an account.</summary>
public static class AccountTies
{
    /// <summary>Adds a tie to what the context saves next, unless it is there or the two are the same account.</summary>
    /// <param name="context">The database; the caller saves, in the transaction of what makes the tie.</param>
    /// <param name="account">The account.</param>
    /// <param name="party">Who owns it or issued a token of it.</param>
    /// <param name="kind">Which of the two.</param>
    /// <param name="since">The time now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task TieAsync(
        this PortalDbContext context,
        AccountReference account,
        AccountReference party,
        TieKind kind,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(party);
        var (accountName, partyName) = (AccountTie.Fold(account.Name), AccountTie.Fold(party.Name));
        var isThere =
            (account.Kind, account.Id) == (party.Kind, party.Id)
            || await context.AccountTies.AnyAsync(
                tie =>
                    tie.AccountId == account.Id
                    && tie.AccountName == accountName
                    && tie.PartyId == party.Id
                    && tie.PartyName == partyName
                    && tie.Kind == kind,
                cancellationToken
            );
        if (!isThere)
        {
            context.AccountTies.Add(
                new AccountTie
                {
                    AccountKind = account.Kind,
                    AccountId = account.Id,
                    AccountName = accountName,
                    PartyKind = party.Kind,
                    PartyId = party.Id,
                    PartyName = partyName,
                    Kind = kind,
                    Since = since,
                }
            );
        }
    }

    /// <summary>
    /// Gets the people who are or ever were tied to one of some accounts: the accounts themselves where they are people, owners,
    /// issuers of tokens, and, where a service account issued a token, everybody tied to that one.
    /// </summary>
    public static async Task<TiedPeople> PeopleTiedToAsync(
        this PortalDbContext context,
        IEnumerable<AccountReference> accounts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(accounts);
        var people = new TiedPeople();
        var seen = new HashSet<(CallerKind, Guid, string)>();
        var open = accounts
            .Select(account => (account.Kind, account.Id, Name: AccountTie.Fold(account.Name)))
            .Where(seen.Add)
            .ToList();
        foreach (var (_, id, name) in open.Where(account => account.Kind == CallerKind.Person))
        {
            people.Add(id, name);
        }

        while (open.Count > 0)
        {
            var ids = open.ConvertAll(account => account.Id);
            var names = open.ConvertAll(account => account.Name).FindAll(name => name.Length > 0);
            var owners = await context
                .ServiceAccounts.Where(account => ids.Contains(account.Id) && account.OwnerId != null)
                .Select(account => account.OwnerId!.Value)
                .ToListAsync(cancellationToken);
            owners.ForEach(people.Add);

            // By name too: an account made anew has the same people behind it.
            var ties = await context
                .AccountTies.AsNoTracking()
                .Where(tie => ids.Contains(tie.AccountId) || names.Contains(tie.AccountName))
                .ToListAsync(cancellationToken);
            foreach (var tie in ties.Where(tie => tie.PartyKind == CallerKind.Person))
            {
                people.Add(tie.PartyId, tie.PartyName);
            }

            open = ties.Where(tie => tie.PartyKind == CallerKind.Service)
                .Select(tie => (tie.PartyKind, tie.PartyId, tie.PartyName))
                .Where(seen.Add)
                .ToList();
        }

        return people;
    }

    /// <summary>Service accounts that nobody answers for: without an owner, or with one who is gone or disabled.</summary>
    public static IQueryable<ServiceAccount> WithoutOwner(this PortalDbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context
            .ServiceAccounts.AsNoTracking()
            .Where(account =>
                !account.Disabled
                && (account.OwnerId == null || !context.Users.Any(person => person.Id == account.OwnerId && !person.Disabled))
            );
    }
}
