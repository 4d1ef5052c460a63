using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Data.People;
using Portal.Gateway.Threads;

namespace Portal.SignIn;

/// <summary>
/// Checks passwords off the request threads: a few at once, each on a thread of its own that gives way to all others, so that
/// calls go on while somebody tries passwords.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    // What waits holds a connection; sign-in as a whole is limited long before.
    private const int MostWaiting = 256;

    private static readonly Person Nobody = new() { DisplayName = "nobody" };

    private readonly PasswordHasher<Person> _hasher;
    private readonly TimeSpan _patience;
    private readonly ConcurrencyLimiter _known;
    private readonly ConcurrencyLimiter _strangers;
    private string? _nobodysHash;

    public PasswordHashing(IOptions<PasswordHasherOptions> hashing, IOptions<SignInLimitOptions> limits)
    {
        _hasher = new PasswordHasher<Person>(hashing);
        _patience = TimeSpan.FromSeconds(limits.Value.QueueSeconds);
        (_known, _strangers) = (Queue(limits.Value.ConcurrentHashes), Queue(limits.Value.ConcurrentHashes));
    }

    /// <summary>
    /// Waits for a turn; null when it does not come in time, or whoever asked is gone. Disposing it makes room for the next.
    /// </summary>
    public async Task<RateLimitLease?> EnterAsync(bool isKnown, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            var lease = await (isKnown ? _known : _strangers).AcquireAsync(1, patience.Token);
            return lease.IsAcquired ? lease : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Checks a password; nobody's is wrong and costs the same. To be called with a turn.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(Person? person, string password) =>
        YieldingThread.RunAsync(() =>
        {
            if (person?.PasswordHash is { } hash)
            {
                return _hasher.VerifyHashedPassword(person, hash, password);
            }

            _nobodysHash ??= _hasher.HashPassword(Nobody, RandomNumberGenerator.GetHexString(32));
            var bounded = password[..Math.Min(password.Length, PasswordLetterValidator.MaxLength)];
            _hasher.VerifyHashedPassword(Nobody, _nobodysHash, bounded);
            return PasswordVerificationResult.Failed;
        });

    public void Dispose()
    {
        _known.Dispose();
        _strangers.Dispose();
    }

    private static ConcurrencyLimiter Queue(int permits) =>
        new(
            new ConcurrencyLimiterOptions
            {
                PermitLimit = permits,
                QueueLimit = MostWaiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
}
