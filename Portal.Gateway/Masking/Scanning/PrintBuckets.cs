namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Deals prints into a few buckets so that the buckets together let as little text pass as can be had cheaply: each print where it costs least, then each
/// again, until none would move. Nothing is left to chance: the same phrases are always dealt the same way.
/// </summary>
internal sealed class PrintBuckets
{
    private const int MaxRounds = 6;
    private const int Nowhere = -1;

    private readonly Print[] _prints;
    private readonly int[] _bucketOf;
    private readonly Print?[] _buckets;

    private PrintBuckets(IEnumerable<Print> prints, int buckets)
    {
        _prints = [.. prints.OrderByDescending(print => print.Cost)];
        _bucketOf = new int[_prints.Length];
        Array.Fill(_bucketOf, Nowhere);
        _buckets = new Print?[buckets];
    }

    /// <summary>Deals prints.</summary>
    /// <param name="prints">One a phrase.</param>
    /// <param name="buckets">How many buckets there are.</param>
    /// <returns>What each bucket lets pass; null where it is empty.</returns>
    public static IReadOnlyList<Print?> Deal(IEnumerable<Print> prints, int buckets)
    {
        var deal = new PrintBuckets(prints, buckets);
        for (var round = 0; round < MaxRounds && deal.MoveAll(); round++)
        {
        }

        return deal._buckets;
    }

    private bool MoveAll()
    {
        var moved = false;
        for (var index = 0; index < _prints.Length; index++)
        {
            moved |= Move(index);
        }

        return moved;
    }

    private bool Move(int index)
    {
        var (print, from) = (_prints[index], _bucketOf[index]);
        if (from != Nowhere)
        {
            _bucketOf[index] = Nowhere;
            _buckets[from] = Rest(from);
        }

        var to = Enumerable.Range(0, _buckets.Length).MinBy(bucket => _buckets[bucket] is { } known ? known.CostWith(print) - known.Cost : print.Cost);
        _bucketOf[index] = to;
        _buckets[to] = _buckets[to]?.With(print) ?? print;
        return to != from;
    }

    private Print? Rest(int bucket) =>
        _prints.Where((_, index) => _bucketOf[index] == bucket).Aggregate((Print?)null, (rest, print) => rest?.With(print) ?? print);
}
