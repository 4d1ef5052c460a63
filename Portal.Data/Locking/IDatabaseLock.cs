namespace Portal.Data.Locking;

/// <summary>
/// The right to be the one host on a database. What a host keeps in memory would be out of date beside a second one.
/// </summary>
public interface IDatabaseLock : IDisposable
{
    /// <summary>Takes the lock, without waiting for it. Returns why it cannot be had; null when it is held.</summary>
    string? Acquire();

    /// <summary>
    /// Says why the lock is not held any more; null while it is. Asked before each commit, so it costs next to nothing.
    /// </summary>
    string? Check();

    /// <summary>Asks the database or the disk itself whether the lock is held; otherwise as <see cref="Check"/>.</summary>
    string? Probe();
}
