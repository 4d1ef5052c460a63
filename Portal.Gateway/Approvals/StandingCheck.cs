using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Authentication;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>Whether a caller that has waited is still who it was and may still call: its token, and the access policies of now.</summary>
internal sealed class StandingCheck(BearerTokens tokens, PolicyBook policies)
{
    /// <summary>Looks again, and puts the caller's roles of now in place; the refusal when it may not.</summary>
    public Refusal? Check(HttpContext context, Exchange exchange)
    {
        var check = tokens.Check(context.Request);
        if (check.Caller is not { } caller || caller.Id != exchange.Caller!.Id)
        {
            return new Refusal(StatusCodes.Status401Unauthorized, GatewayError.InvalidRequest,
                $"Not authenticated any longer: {check.Fault ?? "another caller's token"}. The call was held and was not done.", RecordOutcome.Denied) { KeepsStatus = true };
        }

        exchange.Caller = caller;
        foreach (var message in exchange.Messages)
        {
            var decision = AccessPolicy.Decide(policies.AccessRules, caller, exchange.Server, AccessTarget.Of(message));
            if (!decision.Allowed)
            {
                return new Refusal(StatusCodes.Status403Forbidden, GatewayError.Denied,
                    $"Denied by policy, which has changed while the call was held. {decision.Reason} It was not done.", RecordOutcome.Denied) { Rule = decision.Rule };
            }
        }

        return null;
    }
}
