namespace Portal.Gateway.Masking.Documents;

/// <summary>Counts what the reading of one document costs and refuses to go on beyond its budget.</summary>
internal sealed class DocumentWork(DocumentBudget budget)
{
    private long _unpacked = budget.MaxUnpackedBytes;
    private long _text = budget.MaxUnpackedBytes;

    public DocumentBudget Budget => budget;

    /// <summary>Gets the first reason why something was not read.</summary>
    public string? Reason { get; private set; }

    public void Unpack(long bytes) => _unpacked = Less(_unpacked, bytes, "It unpacks to more than the budget.");

    public void Write(int bytes) => _text = Less(_text, bytes, "It holds more text than the budget.");

    /// <summary>Notes that something stayed unread; the reading goes on, as it may find a card elsewhere.</summary>
    public void Skip(string reason) => Reason ??= reason;

    public DocumentRefusedException Refuse(string reason)
    {
        Skip(reason);
        return new DocumentRefusedException(reason);
    }

    private long Less(long left, long count, string reason) => left >= count ? left - count : throw Refuse(reason);
}
