namespace Portal.Gateway.Approvals;

/// <summary>
/// Lets one change of tickets after the other into the database: SQLite takes one writer at a time and makes the others wait on a
/// thread each, which two thousand held calls must not cost. What is right is decided by the updates themselves, not here.
/// </summary>
internal sealed class TicketWriteLock : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn; dispose the answer to give it on.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
