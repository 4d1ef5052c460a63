namespace Portal.Bench.Records;

/// <summary>What the clients know: every call whose reply they received whole.</summary>
internal sealed class Ledger(int clients)
{
    private readonly List<int>[] _received = [.. Enumerable.Range(0, clients).Select(_ => new List<int>())];

    public int Count => _received.Sum(calls => calls.Count);

    public IEnumerable<CallKey> Received =>
        _received.SelectMany((calls, index) => calls.Select(call => new CallKey(index + 1, call)));

    /// <summary>Each client writes only its own list.</summary>
    public void Add(int client, int call) => _received[client - 1].Add(call);
}
