using Microsoft.AspNetCore.Identity;
using Portal.Data.People;

namespace Portal.SignIn;

/// <summary>
/// Checks a password: in turn, within the account's locks, off the request threads. Unknown, disabled and locked accounts, and
/// those without a password, cost what any other does.
/// </summary>
internal sealed class PasswordVerifier(
    SignInManager<Person> people,
    PasswordHashing hashing,
    SignInLocks locks,
    SignInLimits limits,
    SignInAlarms alarms
)
{
    /// <summary>Checks the password that was given on the current request.</summary>
    /// <returns>How it ended and, where it was refused, why: for the record, not for whoever asked.</returns>
    public async Task<(SignInOutcome Outcome, string? Fault)> CheckAsync(Person? person, string password)
    {
        var (origin, cancellationToken) = (SignInOrigin.Of(people.Context), people.Context.RequestAborted);
        using var turn = await hashing.EnterAsync(limits.IsKnown(origin.Network), cancellationToken);
        if (turn is null)
        {
            return (SignInOutcome.Busy, null);
        }

        // What has begun is brought to its end: who hangs up has still tried.
        var able = person?.PasswordHash is not null && await people.CanSignInAsync(person) ? person : null;
        var begun = await locks.TryBeginAsync(able, origin, CancellationToken.None);
        var result = await hashing.VerifyAsync(begun ? able : null, password);
        if (able is null || !begun)
        {
            await locks.FailedAsync(null, origin, CancellationToken.None);
            return (SignInOutcome.Refused, Reason(person));
        }

        if (result == PasswordVerificationResult.Failed)
        {
            var locked = await locks.FailedAsync(able, origin, CancellationToken.None);
            if (locked != SignInLock.None)
            {
                await alarms.LockedAsync(able, origin, locked);
            }

            return (SignInOutcome.Refused, locked == SignInLock.None ? "wrong password" : "wrong password, account locked");
        }

        await locks.SucceededAsync(able.Id, origin.Network, CancellationToken.None);
        limits.Trust([origin.Network]);
        return (SignInOutcome.Done, null);
    }

    private static string Reason(Person? person) =>
        person switch
        {
            null => "unknown account",
            { Disabled: true } => "disabled account",
            { PasswordHash: null } => "account without a password",
            _ => "locked account",
        };
}
