using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Recording;

/// <summary>Ends a reply that may not be released, from wherever that is found out.</summary>
internal sealed class ReplyException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;

    /// <summary>The reply cannot be read, so it cannot be masked.</summary>
    public static ReplyException Unmaskable(string message) =>
        new(new Refusal(502, GatewayError.Unmaskable, message, RecordOutcome.Error));

    /// <summary>The masking engine failed: a control of the portal does not work (PCI DSS 10.7.2).</summary>
    public static ReplyException MaskingFailed() =>
        new(
            Refusals.MaskingFailed with
            {
                Message =
                    "The masking engine failed on the server's reply, so it is withheld; the call may have taken effect at the "
                    + "server. An administrator must look at the portal's log.",
            }
        );

    /// <summary>A masking policy withholds the reply.</summary>
    public static ReplyException Withheld(in MaskedMessage message)
    {
        var refusal = Refusals.Withheld(
            message.BlockedBy ?? MaskingKinds.BuiltInRule,
            message.Hits.Any(hit => hit.Kind == MaskingRuleKinds.Message)
        );
        return new ReplyException(
            refusal.FailedControl is not null
                ? refusal
                : refusal with
                {
                    Message =
                        $"The masking policy '{refusal.Rule}' does not let the server's reply pass; the call may have taken "
                        + "effect at the server. Calling again will not help.",
                }
        );
    }

    /// <summary>The server answered with what is another caller's.</summary>
    public static ReplyException NotForCaller() =>
        new(
            new Refusal(
                502,
                GatewayError.Denied,
                "The server's answer is about a task that is not yours, so it is withheld.",
                RecordOutcome.Denied
            )
        );

    /// <summary>The server wants something of the client's user or model that it may not have.</summary>
    public static ReplyException Denied(string rule, string reason) =>
        new(
            new Refusal(
                403,
                GatewayError.Denied,
                $"Denied by policy: the server did not finish the call but asked for something first. {reason} Calling again "
                    + "will not help.",
                RecordOutcome.Denied
            )
            {
                Rule = rule,
            }
        );

    /// <summary>The server broke off.</summary>
    public static ReplyException CutOff() =>
        new(
            new Refusal(
                502,
                GatewayError.ServerUnreachable,
                "The MCP server broke off its answer; the call may have taken effect there. Try again later.",
                RecordOutcome.Error
            )
        );

    /// <summary>
    /// Ends a reply without a message where the client waits for one on a stream: the status that would say it all cannot be sent
    /// any more.
    /// </summary>
    public static void ThrowIfUnanswered(Exchange exchange, int status)
    {
        if (exchange.HeldStream is not null)
        {
            throw new ReplyException(
                new Refusal(
                    502,
                    GatewayError.ServerUnreachable,
                    $"The MCP server answered HTTP {status} without a message.",
                    RecordOutcome.Error
                )
            );
        }
    }

    /// <summary>The reply could not be recorded.</summary>
    public static ReplyException Unrecorded() =>
        new(
            Refusals.Unrecorded with
            {
                Message =
                    "The reply cannot be recorded, so it is withheld; the call has taken effect at the server. An "
                    + "administrator must look after the portal's database.",
            }
        );
}
