using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.SignIn;

/// <summary>
/// Says that somebody is trying passwords: a record and a line in the log for every lock, and at most one a minute for attempts
/// beyond the limits.
/// </summary>
internal sealed partial class SignInAlarms(PortalJournal journal, TimeProvider time, ILogger<SignInAlarms> logger)
{
    private long _limited;
    private long _told;

    /// <summary>An account was locked.</summary>
    public async Task LockedAsync(Person person, SignInOrigin origin, SignInLock locked)
    {
        var forWhom = locked == SignInLock.Strangers ? "every network the person has not signed in from" : origin.Network;
        LogLocked(person.Id, forWhom, origin.Address);
        await journal.RecordAsync(
            "account-locked",
            RecordActor.Anonymous,
            origin.Address,
            RecordOutcome.Denied,
            ("account", person.Email),
            ("for", forWhom),
            ("minutes", SignInLocks.LockTime.TotalMinutes.ToString())
        );
    }

    /// <summary>An attempt was one too many.</summary>
    public async Task LimitedAsync(SignInOrigin origin)
    {
        Interlocked.Increment(ref _limited);
        var (now, told) = (time.GetUtcNow().UtcTicks, Interlocked.Read(ref _told));
        if (now - told < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref _told, now, told) != told)
        {
            return;
        }

        var count = Interlocked.Exchange(ref _limited, 0);
        LogLimited(count, origin.Address);
        await journal.RecordAsync(
            "sign-ins-limited",
            RecordActor.Anonymous,
            origin.Address,
            RecordOutcome.Denied,
            ("attempts", count.ToString())
        );
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Account of person {PersonId} locked for 30 minutes for {ForWhom}: wrong passwords, the last from {Address}"
    )]
    private partial void LogLocked(Guid personId, string forWhom, string? address);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sign-in attempts beyond the limit since the last notice: {Count}, the last from {Address}"
    )]
    private partial void LogLimited(long count, string? address);
}
