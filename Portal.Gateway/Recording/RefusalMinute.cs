using System.Collections.Concurrent;

namespace Portal.Gateway.Recording;

/// <summary>The refusals of one minute by where they came from.</summary>
internal sealed class RefusalMinute(DateTimeOffset begun)
{
    /// <summary>Most sources told apart; what comes from further ones is counted together.</summary>
    public const int MaxSources = 10_000;

    private static readonly RefusalSource Others = new(null, "others");

    private readonly ConcurrentDictionary<RefusalSource, Count> _sources = new();
    private int _recorded;
    private int _known;

    /// <summary>When the minute began.</summary>
    public DateTimeOffset Begun => begun;

    /// <summary>Returns what was not recorded one by one, by source.</summary>
    public IEnumerable<(RefusalSource Source, int Number)> Unrecorded =>
        _sources.Where(source => source.Value.Unrecorded > 0).Select(source => (source.Key, source.Value.Unrecorded));

    /// <summary>Counts a refusal; whether it is to be recorded by itself.</summary>
    public bool Takes(RefusalSource source, int perSource, int inAll)
    {
        var count = CountOf(source);
        if (count.TryRecord(perSource) && Volatile.Read(ref _recorded) < inAll && Interlocked.Increment(ref _recorded) <= inAll)
        {
            return true;
        }

        count.NoteUnrecorded();
        return false;
    }

    private Count CountOf(RefusalSource source)
    {
        if (_sources.TryGetValue(source, out var known))
        {
            return known;
        }

        return _sources.GetOrAdd(Interlocked.Increment(ref _known) <= MaxSources ? source : Others, _ => new Count());
    }

    private sealed class Count
    {
        private int _recorded;
        private int _unrecorded;

        public int Unrecorded => Volatile.Read(ref _unrecorded);

        public bool TryRecord(int limit) => Volatile.Read(ref _recorded) < limit && Interlocked.Increment(ref _recorded) <= limit;

        public void NoteUnrecorded() => Interlocked.Increment(ref _unrecorded);
    }
}
