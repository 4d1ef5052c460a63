using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Recording;

namespace Portal.SignIn;

/// <summary>
/// Signs a person in by password. Unknown, disabled and locked accounts, and those without a password, cost a hash like any other, and the answer
/// is the same for all of them: nobody learns which accounts exist.
/// </summary>
internal sealed partial class PasswordSignIn(
    SignInManager<Person> signIn,
    IPasswordHasher<Person> hasher,
    SignInActivity activity,
    PortalJournal journal,
    TimeProvider time,
    ILogger<PasswordSignIn> logger)
{
    private static readonly Person Nobody = new() { DisplayName = "nobody" };
    private static string? _nobodysHash;

    /// <summary>Signs in on the current request. False for every kind of refusal.</summary>
    public async Task<bool> TryAsync(string email, string password)
    {
        var person = password.Length > PasswordLetterValidator.MaxLength ? null : await signIn.UserManager.FindByEmailAsync(email);
        if (await FaultOfAsync(person, password) is { } fault)
        {
            await RefuseAsync("sign-in-refused", person, fault);
            return false;
        }

        var actor = RecordActor.Of(CallerKind.Person, person!.Id, person.Email);
        if (!await journal.RecordAsync("signed-in", actor, Address, RecordOutcome.Ok, ("by", "password")))
        {
            // No record, no sign-in: whoever reads evidence must be in it (PCI DSS 10.2.1.4).
            LogRefused(person.Id, "sign-in cannot be recorded");
            return false;
        }

        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await signIn.SignInWithClaimsAsync(person, isPersistent: false,
        [
            new Claim(PersonClaims.SignInId, id),
            new Claim(PersonClaims.AuthTime, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new Claim(PersonClaims.Method, "password"),
        ]);
        activity.Touch(id);
        LogSignedIn(person.Id);
        return true;
    }

    /// <summary>
    /// Checks the password of someone who is signed in, counting failures towards the lock like a sign-in does. False for every kind of refusal. Signs nobody in:
    /// the cookie keeps the time of the sign-in.
    /// </summary>
    public async Task<bool> ConfirmAsync(ClaimsPrincipal signedIn, string password, Guid ticket)
    {
        var person = password.Length > PasswordLetterValidator.MaxLength ? null : await signIn.UserManager.GetUserAsync(signedIn);
        if (await FaultOfAsync(person, password) is { } fault)
        {
            await RefuseAsync("password-confirmation-refused", person, fault);
            return false;
        }

        return await journal.RecordAsync("password-confirmed", ActorOf(person!), Address, RecordOutcome.Ok, ("ticket", ticket.ToString()));
    }

    // Null when the password is the person's and the person may sign in.
    private async Task<string?> FaultOfAsync(Person? person, string password)
    {
        if (person?.PasswordHash is null || person.Disabled || await signIn.UserManager.IsLockedOutAsync(person))
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, RandomNumberGenerator.GetHexString(32));
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password[..Math.Min(password.Length, PasswordLetterValidator.MaxLength)]);
            return Reason(person);
        }

        var result = await signIn.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => null,
            { IsLockedOut: true } => "wrong password, account locked",
            _ => "wrong password",
        };
    }

    private static RecordActor ActorOf(Person person) => RecordActor.Of(CallerKind.Person, person.Id, person.Email);

    private string? Address => signIn.Context.Connection.RemoteIpAddress?.ToString();

    // What was typed as a name is not recorded: people type passwords there.
    private async Task RefuseAsync(string action, Person? person, string reason)
    {
        LogRefused(person?.Id, reason);
        await journal.RecordAsync(action, person is null ? RecordActor.Anonymous : ActorOf(person), Address, RecordOutcome.Denied, ("reason", reason));
    }

    private static string Reason(Person? person) => person switch
    {
        null => "unknown account",
        { Disabled: true } => "disabled account",
        { PasswordHash: null } => "account without a password",
        _ => "locked account",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} signed in")]
    private partial void LogSignedIn(Guid personId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused for person {PersonId}: {Reason}")]
    private partial void LogRefused(Guid? personId, string reason);
}
