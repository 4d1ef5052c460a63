namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Deals fingerprints into a few buckets so that the buckets together let as little text pass as can be had cheaply: each fingerprint where it costs least, then each
/// again, until none would move. Nothing is left to chance: the same phrases are always dealt the same way.
/// </summary>
internal sealed class FingerprintBuckets
{
    private const int MaxRounds = 6;
    private const int Nowhere = -1;

    private readonly Fingerprint[] _fingerprints;
    private readonly int[] _bucketOf;
    private readonly Fingerprint?[] _buckets;

    private FingerprintBuckets(IEnumerable<Fingerprint> fingerprints, int buckets)
    {
        _fingerprints = [.. fingerprints.OrderByDescending(fingerprint => fingerprint.Cost)];
        _bucketOf = new int[_fingerprints.Length];
        Array.Fill(_bucketOf, Nowhere);
        _buckets = new Fingerprint?[buckets];
    }

    /// <summary>Deals fingerprints.</summary>
    /// <param name="fingerprints">One a phrase.</param>
    /// <param name="buckets">How many buckets there are.</param>
    /// <returns>What each bucket lets pass; null where it is empty.</returns>
    public static IReadOnlyList<Fingerprint?> Deal(IEnumerable<Fingerprint> fingerprints, int buckets)
    {
        var deal = new FingerprintBuckets(fingerprints, buckets);
        for (var round = 0; round < MaxRounds && deal.MoveAll(); round++) { }

        return deal._buckets;
    }

    private bool MoveAll()
    {
        var moved = false;
        for (var index = 0; index < _fingerprints.Length; index++)
        {
            moved |= Move(index);
        }

        return moved;
    }

    private bool Move(int index)
    {
        var (fingerprint, from) = (_fingerprints[index], _bucketOf[index]);
        if (from != Nowhere)
        {
            _bucketOf[index] = Nowhere;
            _buckets[from] = Rest(from);
        }

        var to = Enumerable
            .Range(0, _buckets.Length)
            .MinBy(bucket => _buckets[bucket] is { } known ? known.CostWith(fingerprint) - known.Cost : fingerprint.Cost);
        _bucketOf[index] = to;
        _buckets[to] = _buckets[to]?.With(fingerprint) ?? fingerprint;
        return to != from;
    }

    private Fingerprint? Rest(int bucket) =>
        _fingerprints
            .Where((_, index) => _bucketOf[index] == bucket)
            .Aggregate((Fingerprint?)null, (rest, fingerprint) => rest?.With(fingerprint) ?? fingerprint);
}
