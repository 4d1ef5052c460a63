namespace Portal.Components.Policies;

/// <summary>A recorded message that can be tried.</summary>
/// <param name="Id">Its id, <c>stream.sequence</c>.</param>
/// <param name="Position">Its key.</param>
/// <param name="Time">When it passed.</param>
/// <param name="Server">The server it passed; null when it had no session.</param>
/// <param name="Tool">Tool, prompt or resource.</param>
/// <param name="Method">The method.</param>
/// <param name="IsRequest">Whether a client sent it.</param>
/// <param name="Masked">How many values are masked in it.</param>
public sealed record RecordedMessage(
    string Id,
    long Position,
    DateTimeOffset Time,
    string? Server,
    string? Tool,
    string? Method,
    bool IsRequest,
    int Masked
)
{
    /// <summary>Gets what it is called.</summary>
    public string Name => Tool ?? Method ?? "message";
}
