using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy.Trials;

namespace Portal.Components.Policies;

/// <summary>
/// Represents what stands on the test bench: a message and whom it would meet. Lives in the page alone; nothing of it is stored
/// or put into an address.
/// </summary>
public sealed class BenchInput
{
    /// <summary>Most characters that can be pasted; the API takes longer messages.</summary>
    public const int MaxLength = 262_144;

    /// <summary>Gets or sets what was pasted or taken from a record.</summary>
    public string Message { get; set; } = "";

    /// <summary>Server; empty for any.</summary>
    public string Server { get; set; } = "";

    /// <summary>Tool; empty for any.</summary>
    public string Tool { get; set; } = "";

    /// <summary>Roles of the caller, divided by commas; empty for any caller.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Whether a client sends it.</summary>
    public bool IsRequest { get; set; }

    /// <summary>Where it was taken from; null for what was pasted.</summary>
    public RecordedMessage? Source { get; private set; }

    /// <summary>Takes a recorded message, with where it passed.</summary>
    public void Take(RecordedMessage recorded, string text)
    {
        Source = recorded;
        Message = text;
        Server = recorded.Server ?? "";
        Tool = recorded.Tool ?? "";
        IsRequest = recorded.IsRequest;
    }

    /// <summary>Takes what is typed or pasted.</summary>
    public void Type(string? text)
    {
        Message = text ?? "";
        Source = null;
    }

    /// <summary>Returns what to try.</summary>
    /// <param name="draft">A masking policy being written; null for those in force.</param>
    public BenchRequest ToRequest(PolicyDraft? draft) =>
        new()
        {
            Message = Message,
            Policy = draft?.Definition,
            Server = Given(Server),
            Tool = Given(Tool),
            Roles = Given(Roles) is { } roles
                ? roles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : null,
            Direction = IsRequest ? MaskingDirection.Request : MaskingDirection.Response,
        };

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
