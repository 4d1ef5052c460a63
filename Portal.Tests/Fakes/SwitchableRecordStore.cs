using Portal.Data.Sessions;

namespace Portal.Tests.Fakes;

/// <summary>The real store, until a test puts something in front of it.</summary>
internal sealed class SwitchableRecordStore(IRecordStore real) : IRecordStore
{
    /// <summary>Runs before each commit; what it throws is the commit's failure.</summary>
    public Action<IReadOnlyList<PendingRecord>>? Before { get; set; }

    /// <summary>Runs after each commit; what it throws loses the commit's answer.</summary>
    public Action? After { get; set; }

    /// <summary>Runs before the last sequence number is looked up; what it throws is the look-up's failure.</summary>
    public Action? BeforeLastSequence { get; set; }

    /// <summary>Takes the real store's place.</summary>
    public IRecordStore? Instead { get; set; }

    public string? Fault => (Instead ?? real).Fault;

    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        Before?.Invoke(records);
        (Instead ?? real).Commit(stream, firstSequence, records);
        After?.Invoke();
    }

    public long LastSequence(Guid stream)
    {
        BeforeLastSequence?.Invoke();
        return real.LastSequence(stream);
    }

    public void Dispose()
    {
        Instead?.Dispose();
        real.Dispose();
    }
}
