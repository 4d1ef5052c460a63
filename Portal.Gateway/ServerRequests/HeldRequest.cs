using Portal.Gateway.Approvals;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.ServerRequests;

/// <summary>Represents a server's request that waits for a person while its stream goes on.</summary>
/// <param name="Exchange">The exchange in whose stream it came.</param>
/// <param name="Request">The request.</param>
/// <param name="Ticket">Its ticket.</param>
/// <param name="Stream">What is held in the same stream.</param>
/// <param name="Route">Where its client would answer.</param>
internal sealed record HeldRequest(Exchange Exchange, ReplyEnvelope Request, Guid Ticket, StreamHolds Stream, AnswerRoute Route)
{
    /// <summary>The event that the client gets when it is approved.</summary>
    public required ReadOnlyMemory<byte> Event { get; init; }

    /// <summary>Card numbers in it that an exception lets pass.</summary>
    public required IReadOnlyList<MaskingHit> Released { get; init; }

    /// <summary>Who waits for the decision.</summary>
    public required ApprovalWaiter Waiter { get; init; }

    /// <summary>Whether the server has taken it back, so that it waits for no answer.</summary>
    public bool IsCancelled { get; set; }
}
