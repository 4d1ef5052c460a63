using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Policy;

/// <summary>Asks policy about every message. What is not allowed is refused, and so is what policy fails on.</summary>
internal sealed partial class PolicyMiddleware(RequestDelegate next, PolicyBook policies, Refusals refusals, ILogger<PolicyMiddleware> logger)
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

        return refusals.RefuseAsync(context, new Refusal(StatusCodes.Status403Forbidden, GatewayError.Denied,
            $"Denied by policy. {decision.Reason} Ask an administrator of the portal for access; calling again will not help.", RecordOutcome.Denied)
        {
            Rule = decision.Rule,
        });
    }

    private PolicyDecision Decide(Exchange exchange)
    {
        try
        {
            var rules = policies.AccessRules;
            if (exchange.Messages.Count == 0)
            {
                return AccessPolicy.Decide(rules, exchange.Caller!, exchange.Server, AccessTarget.Conversation);
            }

            var decision = default(PolicyDecision);
            foreach (var message in exchange.Messages)
            {
                decision = AccessPolicy.Decide(rules, exchange.Caller!, exchange.Server, AccessTarget.Of(message));
                if (!decision.Allowed)
                {
                    break;
                }
            }

            return decision;
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
