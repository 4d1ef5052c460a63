using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Exchanges;

/// <summary>An answer of the gateway's own in place of the server's.</summary>
/// <param name="Status">HTTP status where there is no JSON-RPC request to answer.</param>
/// <param name="Code">See <see cref="GatewayError"/>.</param>
/// <param name="Message">What happened and what to do; quotes nothing of the message.</param>
/// <param name="Outcome">How it is recorded.</param>
internal sealed record Refusal(int Status, int Code, string Message, RecordOutcome Outcome)
{
    /// <summary>The policy that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>The ticket of a held call.</summary>
    public Guid? Ticket { get; init; }

    /// <summary>Where people follow the ticket.</summary>
    public string? Url { get; init; }

    /// <summary>Whether the HTTP status is sent even though there is a JSON-RPC request to answer.</summary>
    public bool KeepsStatus { get; init; }

    /// <summary>The control that failed, where that is the reason; its failure is recorded too (PCI DSS 10.7.2).</summary>
    public string? FailedControl { get; init; }

    /// <summary>The caller an expired or revoked token stood for.</summary>
    public Caller? ClaimedBy { get; init; }

    /// <summary>Whether a refused tool call is answered with a tool result that a model can read.</summary>
    public bool IsToolResult => Code is GatewayError.Denied or GatewayError.ApprovalDenied or GatewayError.ApprovalPending;
}
