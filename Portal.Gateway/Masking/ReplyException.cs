using Portal.Data.Sessions;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Masking;

/// <summary>Ends a reply that may not be released, from wherever that is found out.</summary>
internal sealed class ReplyException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;

    /// <summary>The reply cannot be read, so it cannot be masked.</summary>
    public static ReplyException Unmaskable(string message) => new(new Refusal(502, GatewayError.Unmaskable, message, RecordOutcome.Error));

    /// <summary>The server broke off.</summary>
    public static ReplyException CutOff() => new(new Refusal(502, GatewayError.ServerUnreachable,
        "The MCP server broke off its answer; the call may have taken effect there. Try again later.", RecordOutcome.Error));

    /// <summary>The reply could not be recorded.</summary>
    public static ReplyException Unrecorded() => new(Refusals.Unrecorded with
    {
        Message = "The reply cannot be recorded, so it is withheld; the call has taken effect at the server. An administrator must look after the portal's database.",
    });
}
