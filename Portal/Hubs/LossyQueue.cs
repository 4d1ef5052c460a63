using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Portal.Hubs;

/// <summary>
/// A queue that never grows beyond its capacity: what does not fit is lost, and its one reader is told that something is.
/// </summary>
/// <param name="capacity">Most items that wait.</param>
internal sealed class LossyQueue<T>(int capacity)
    where T : notnull
{
    private readonly Channel<T> _items = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });

    // Says that there is something to read, also when that is only a loss.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true });
    private volatile bool _lost;

    /// <summary>Adds an item or loses it; never waits.</summary>
    public void Add(T item)
    {
        if (!_items.Writer.TryWrite(item))
        {
            _lost = true;
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>Notes that something was lost elsewhere.</summary>
    public void Lose()
    {
        _lost = true;
        _news.Writer.TryWrite(true);
    }

    /// <summary>No more will come.</summary>
    public void Complete() => _news.Writer.TryComplete();

    /// <summary>
    /// Returns what has queued up, again and again; an empty batch where something was lost, because then whatever waits is not
    /// the whole.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _news.Reader.WaitToReadAsync(cancellationToken))
        {
            // Taken first, looked at then: what comes in between is news again.
            _news.Reader.TryRead(out _);
            var lost = _lost;
            _lost = false;
            var batch = new List<T>();
            while (batch.Count < capacity && _items.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            if (lost || batch.Count > 0)
            {
                yield return lost ? [] : batch;
            }
        }
    }
}
