using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.SignIn;

/// <summary>
/// Signs a person in by password. The answer is the same for every refusal: nobody learns which accounts exist.
/// </summary>
internal sealed partial class PasswordSignIn(
    SignInManager<Person> signIn,
    PasswordVerifier passwords,
    SignInStore store,
    PortalJournal journal,
    ILogger<PasswordSignIn> logger
)
{
    /// <summary>Signs in on the current request.</summary>
    public async Task<SignInOutcome> TryAsync(string email, string password)
    {
        var person =
            password.Length > PasswordLetterValidator.MaxLength ? null : await signIn.UserManager.FindByEmailAsync(email);
        var (outcome, fault) = await passwords.CheckAsync(person, password);
        if (outcome != SignInOutcome.Done)
        {
            await NoteAsync("sign-in-refused", person, fault);
            return outcome;
        }

        var actor = RecordActor.Of(CallerKind.Person, person!.Id, person.Email);
        if (!await journal.RecordAsync("signed-in", actor, Address, RecordOutcome.Ok, ("by", "password")))
        {
            // No record, no sign-in: whoever reads evidence must be in it (PCI DSS 10.2.1.4).
            LogRefused(person.Id, "sign-in cannot be recorded");
            return SignInOutcome.Refused;
        }

        var claims = await store.BeginAsync(person.Id, Address, "password", CancellationToken.None);
        await signIn.SignInWithClaimsAsync(person, isPersistent: false, claims);
        LogSignedIn(person.Id);
        return SignInOutcome.Done;
    }

    /// <summary>
    /// Checks the password of someone who is signed in, counting failures towards the lock like a sign-in does. Signs nobody in:
    /// the cookie keeps the time of the sign-in.
    /// </summary>
    public async Task<SignInOutcome> ConfirmAsync(ClaimsPrincipal signedIn, string password, Guid ticket)
    {
        var person = password.Length > PasswordLetterValidator.MaxLength ? null : await signIn.UserManager.GetUserAsync(signedIn);
        var (outcome, fault) = await passwords.CheckAsync(person, password);
        if (outcome != SignInOutcome.Done)
        {
            await NoteAsync("password-confirmation-refused", person, fault);
            return outcome;
        }

        var isRecorded = await journal.RecordAsync(
            "password-confirmed",
            ActorOf(person!),
            Address,
            RecordOutcome.Ok,
            ("ticket", ticket.ToString())
        );
        return isRecorded ? outcome : SignInOutcome.Refused;
    }

    private static RecordActor ActorOf(Person person) => RecordActor.Of(CallerKind.Person, person.Id, person.Email);

    private string? Address => signIn.Context.Connection.RemoteIpAddress?.ToString();

    // What was typed as a name is not recorded: people type passwords there. Where no password was looked at there is no attempt
    // to record.
    private async Task NoteAsync(string action, Person? person, string? reason)
    {
        if (reason is not null)
        {
            LogRefused(person?.Id, reason);
            await journal.RecordAsync(
                action,
                person is null ? RecordActor.Anonymous : ActorOf(person),
                Address,
                RecordOutcome.Denied,
                ("reason", reason)
            );
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} signed in")]
    private partial void LogSignedIn(Guid personId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused for person {PersonId}: {Reason}")]
    private partial void LogRefused(Guid? personId, string reason);
}
