using Portal.Data.Sessions;

namespace Portal.Tests.Fakes;

/// <summary>A record store that fails and waits when it is told to.</summary>
internal sealed class FaultRecordStore : IRecordStore
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly ManualResetEventSlim _gate = new(initialState: true);

    /// <summary>The committed groups with their first sequence number.</summary>
    public List<(long First, IReadOnlyList<PendingRecord> Records)> Groups { get; } = [];

    /// <summary>Number of attempts.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether commits fail.</summary>
    public volatile bool IsFailing;

    /// <summary>The attempt from which on commits fail; 0 for none.</summary>
    public int FailingFrom { get; set; }

    /// <summary>Makes commits wait until <see cref="Release"/>.</summary>
    public void Hold() => _gate.Reset();

    public void Release() => _gate.Set();

    /// <summary>Waits until the writer has come in once more.</summary>
    public Task EnteredAsync(CancellationToken cancellationToken) => _entered.WaitAsync(cancellationToken);

    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        Attempts++;
        _entered.Release();
        _gate.Wait();
        if (IsFailing || (FailingFrom > 0 && Attempts >= FailingFrom))
        {
            throw new IOException("disk full");
        }

        Groups.Add((firstSequence, [.. records]));
    }

    public long LastSequence(Guid stream) => Groups.Count == 0 ? 0 : Groups[^1].First + Groups[^1].Records.Count - 1;

    public void Dispose()
    {
        _entered.Dispose();
        _gate.Dispose();
    }
}
