using System.Collections.Concurrent;

namespace Portal.SignIn;

/// <summary>
/// Passwords confirmed a moment ago, each for one decision on one ticket: taking it uses it up. In memory, because the post and
/// the circuit that decides belong to the same browser and so to the same process.
/// </summary>
internal sealed class PasswordConfirmations(TimeProvider time)
{
    /// <summary>How long a confirmation waits to be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string SignIn, Guid Ticket), DateTimeOffset> _confirmed = new();

    /// <summary>Notes that the person of a sign-in has just given the password for a ticket.</summary>
    public void Add(string signIn, Guid ticket)
    {
        var now = time.GetUtcNow();
        foreach (var pair in _confirmed.Where(pair => now - pair.Value > Lifetime))
        {
            _confirmed.TryRemove(pair);
        }

        _confirmed[(signIn, ticket)] = now;
    }

    /// <summary>When the password was given for this ticket, once; null when it was not, or too long ago.</summary>
    public DateTimeOffset? Take(string? signIn, Guid ticket) =>
        signIn is not null && _confirmed.TryRemove((signIn, ticket), out var given) && time.GetUtcNow() - given <= Lifetime
            ? given
            : null;
}
