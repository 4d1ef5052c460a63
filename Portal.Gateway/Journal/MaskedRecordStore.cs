using Portal.Data;
using Portal.Data.Sessions;

namespace Portal.Gateway.Journal;

/// <summary>
/// Masks every short text of records and sessions once more before it is stored: the last line behind those who mask earlier.
/// Payloads come masked, and the self-scan looks at them.
/// </summary>
internal sealed class MaskedRecordStore(IRecordStore store, IStoredTextMask mask) : IRecordStore
{
    /// <inheritdoc />
    public string? Fault => store.Fault;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var masked = new PendingRecord[records.Count];
        for (var index = 0; index < masked.Length; index++)
        {
            masked[index] = Mask(records[index]);
        }

        store.Commit(stream, firstSequence, masked);
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream) => store.LastSequence(stream);

    /// <inheritdoc />
    public void Dispose() => store.Dispose();

    private PendingRecord Mask(PendingRecord record)
    {
        if (record.Session is { } session)
        {
            session.Protocol = Mask(session.Protocol);
            session.ClientName = Mask(session.ClientName);
            session.ClientVersion = Mask(session.ClientVersion);
        }

        var actor =
            record.Actor is { Name: { } name } known && mask.Mask(name) is var masked && !ReferenceEquals(masked, name)
                ? known with
                {
                    Name = masked,
                }
                : record.Actor;
        var (method, tool, id, rule) = (Mask(record.Method), Mask(record.Tool), Mask(record.RpcId), Mask(record.Rule));
        return
            ReferenceEquals(actor, record.Actor)
            && ReferenceEquals(method, record.Method)
            && ReferenceEquals(tool, record.Tool)
            && ReferenceEquals(id, record.RpcId)
            && ReferenceEquals(rule, record.Rule)
            ? record
            : record with
            {
                Method = method,
                Tool = tool,
                RpcId = id,
                Rule = rule,
                Actor = actor,
            };
    }

    private string? Mask(string? text) => text is null ? null : mask.Mask(text);
}
