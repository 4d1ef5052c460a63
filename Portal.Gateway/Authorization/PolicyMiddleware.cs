using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Authorization;

/// <summary>Asks policy about every message. What is not allowed is refused, and so is what policy fails on.</summary>
internal sealed partial class PolicyMiddleware(
    RequestDelegate next,
    PolicyProvider policies,
    Refusals refusals,
    ILogger<PolicyMiddleware> logger
)
{
    public Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var decision = Decide(exchange);
        if (decision.Allowed)
        {
            exchange.Rule = decision.Rule;
            return next(context);
        }

        return refusals.RefuseAsync(
            context,
            new Refusal(
                StatusCodes.Status403Forbidden,
                GatewayError.Denied,
                $"Denied by policy. {decision.Reason} Ask an administrator of the portal for access; calling again will not "
                    + "help.",
                RecordOutcome.Denied
            )
            {
                Rule = decision.Rule,
            }
        );
    }

    private PolicyDecision Decide(Exchange exchange)
    {
        try
        {
            return AccessPolicy.Decide(policies.AccessRules, exchange.Caller, exchange.Server, exchange.Messages);
        }
        catch (Exception exception)
        {
            // A rule that throws denies.
            LogFailed(logger, exception.GetType().Name, exception.StackTrace);
            return PolicyDecision.Deny(null, "The policy could not be evaluated.");
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Policy failed and denied a call: {Type}\n{Stack}")]
    private static partial void LogFailed(ILogger logger, string type, string? stack);
}
