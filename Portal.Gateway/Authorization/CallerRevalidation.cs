using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Authorization;

/// <summary>
/// Judges anew an exchange that has been open for a while: whether its token is good, its caller may still do what it does, and
/// its server is still there.
/// </summary>
internal sealed partial class CallerRevalidation(
    TokenDirectory tokens,
    PolicyProvider policies,
    ServerRegistry servers,
    ILogger<CallerRevalidation> logger
)
{
    /// <summary>Judges by what the portal has in memory; null when the exchange may go on.</summary>
    public Refusal? Check(Exchange exchange)
    {
        var check = tokens.Check(exchange.Caller.TokenId);
        return check.Caller is { } caller ? Judge(exchange, caller) : NotAuthenticated(exchange, check.Fault!);
    }

    /// <summary>
    /// Judges by the caller as it is now, and puts it in place with its roles; null when the exchange may go on.
    /// </summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="caller">Its caller now.</param>
    public Refusal? Judge(Exchange exchange, Caller caller)
    {
        exchange.Caller = caller;
        if (servers.Find(exchange.Server) is null)
        {
            return new Refusal(
                StatusCodes.Status404NotFound,
                GatewayError.ServerUnreachable,
                $"The MCP server was removed or disabled by an administrator of the portal. {EndOf(exchange)}",
                RecordOutcome.Denied
            );
        }

        var decision = Decide(exchange, caller);
        return decision.Allowed
            ? null
            : new Refusal(
                StatusCodes.Status403Forbidden,
                GatewayError.Denied,
                $"Denied by policy: it has changed in the meantime, or your roles have. {decision.Reason} {EndOf(exchange)}",
                RecordOutcome.Denied
            )
            {
                Rule = decision.Rule,
            };
    }

    /// <summary>Gets the refusal of an exchange whose token or caller is no longer good.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="fault">Why, in a few words.</param>
    public static Refusal NotAuthenticated(Exchange exchange, string fault) =>
        new(
            StatusCodes.Status401Unauthorized,
            GatewayError.InvalidRequest,
            $"Not authenticated any longer: {fault}. {EndOf(exchange)}",
            RecordOutcome.Denied
        )
        {
            KeepsStatus = true,
        };

    private static string EndOf(Exchange exchange) =>
        exchange switch
        {
            { Messages.Count: 0 } => "The stream ends here.",
            { IsForwarded: true } => "The call was cut off; it may have taken effect at the server.",
            _ => "The call was held and was not done.",
        };

    private PolicyDecision Decide(Exchange exchange, Caller caller)
    {
        try
        {
            return AccessPolicy.Decide(policies.AccessRules, caller, exchange.Server, exchange.Messages);
        }
        catch (Exception exception)
        {
            // A rule that throws denies.
            LogFailed(logger, exception.GetType().Name, exception.StackTrace);
            return PolicyDecision.Deny(null, "The policy could not be evaluated.");
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Policy failed and cut off a call: {Type}\n{Stack}")]
    private static partial void LogFailed(ILogger logger, string type, string? stack);
}
