namespace Portal.Gateway.Threads;

/// <summary>
/// Reads and masks large messages of clients in turn, on threads that give way to all others: whoever sends many of them waits
/// for their own, and the calls of others go on.
/// </summary>
internal sealed class LargeMessages : IDisposable
{
    /// <summary>Bytes from which a message is large: below, a thread would cost more than it saves.</summary>
    public const int Size = 64 * 1024;

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Runs work on a message: at once where it is small, in its turn where it is large.</summary>
    /// <param name="bytes">Length of the message.</param>
    /// <param name="work">What to do; nothing that waits.</param>
    public ValueTask<T> RunAsync<T>(long bytes, Func<T> work) =>
        bytes < Size ? new ValueTask<T>(work()) : new ValueTask<T>(RunInTurnAsync(work));

    public void Dispose() => _turns.Dispose();

    private async Task<T> RunInTurnAsync<T>(Func<T> work)
    {
        await _turns.WaitAsync();
        try
        {
            return await YieldingThread.RunAsync(work);
        }
        finally
        {
            _turns.Release();
        }
    }
}
