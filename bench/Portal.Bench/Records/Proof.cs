namespace Portal.Bench.Records;

/// <summary>
/// Holds the records against what clients received. A call that was under way at the kill may be on record or not; one whose
/// reply was received must be, once, request before reply, and each client's calls in the order it made them.
/// </summary>
internal sealed class Proof
{
    private readonly Dictionary<CallKey, RecordRow> _requests = [];
    private readonly Dictionary<CallKey, RecordRow> _replies = [];

    private Proof(IEnumerable<RecordRow> records)
    {
        foreach (RecordRow record in records)
        {
            Records++;
            if (!(record.IsReply ? _replies : _requests).TryAdd(record.Call, record))
            {
                Duplicates++;
            }
        }
    }

    public int Records { get; private set; }

    public int Received { get; private set; }

    public int Found { get; private set; }

    public int MissingReplies { get; private set; }

    public int MissingRequests { get; private set; }

    public int Duplicates { get; private set; }

    public int OutOfOrder { get; private set; }

    public bool Holds => MissingReplies + MissingRequests + Duplicates + OutOfOrder == 0;

    public static Proof Of(IEnumerable<CallKey> received, IEnumerable<RecordRow> records)
    {
        var proof = new Proof(records);
        foreach (CallKey call in received)
        {
            proof.Check(call);
        }

        proof.OutOfOrder += Inversions(proof._requests.Values) + Inversions(proof._replies.Values);
        return proof;
    }

    private void Check(CallKey call)
    {
        Received++;
        bool hasReply = _replies.TryGetValue(call, out RecordRow reply);
        bool hasRequest = _requests.TryGetValue(call, out RecordRow request);
        Found += hasReply ? 1 : 0;
        MissingReplies += hasReply ? 0 : 1;
        MissingRequests += hasRequest ? 0 : 1;
        if (hasReply && hasRequest && (reply.Stream != request.Stream || reply.Sequence <= request.Sequence))
        {
            OutOfOrder++;
        }
    }

    /// <summary>Within a stream, a client's numbers only grow: it makes one call at a time.</summary>
    private static int Inversions(IEnumerable<RecordRow> records) =>
        records
            .GroupBy(record => (record.Stream, record.Call.Client))
            .Select(group => group.OrderBy(record => record.Sequence).ToList())
            .Sum(ordered => ordered.Zip(ordered.Skip(1)).Count(pair => pair.Second.Call.Number <= pair.First.Call.Number));
}
