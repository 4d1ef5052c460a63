namespace Portal.Data.Locking;

/// <summary>
/// This process's hold on the database: taken once at the start, lost when the lock is, and given back only when the lock is held
/// again and what was kept in memory has been read again. While it is lost nothing is recorded, and so nothing passes.
/// </summary>
public sealed class DatabaseLease(IDatabaseLock databaseLock)
{
    // One second in all: a process that ends, or one that was forked and has not begun its own program yet, still holds what it had.
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private volatile bool _isTaken;
    private volatile string? _lost;

    /// <summary>Says why the database is not this process's alone any more; null while it is, or was never asked for.</summary>
    public string? Lost
    {
        get
        {
            if (_isTaken && _lost is null && databaseLock.Check() is { } reason)
            {
                _lost = reason;
            }

            return _lost;
        }
    }

    /// <summary>Takes the lock; waits a second for a holder that is just ending.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it, or it cannot be had; the message says what to
    /// do.</exception>
    public void Take()
    {
        if (_isTaken && databaseLock.Check() is null)
        {
            return;
        }

        for (var attempt = 1; databaseLock.Acquire() is { } reason; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new InvalidOperationException(reason);
            }

            Thread.Sleep(Pause);
        }

        _isTaken = true;
    }

    /// <summary>Asks the database itself, then as <see cref="Lost"/>.</summary>
    public string? Probe()
    {
        if (_isTaken && _lost is null)
        {
            _lost = databaseLock.Probe();
        }

        return _lost;
    }

    /// <summary>Takes a lost lock again where nobody else has it. The lease stays lost until <see cref="Resume"/>.</summary>
    public bool TryRegain() => databaseLock.Acquire() is null;

    /// <summary>Ends the loss: what was kept in memory has been read again.</summary>
    public void Resume() => _lost = databaseLock.Check();
}
