using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Authentication;

/// <summary>
/// Resolves the caller, or answers 401 with the challenge that points at the protected resource metadata (RFC 9728).
/// </summary>
internal sealed class AuthenticationMiddleware(
    RequestDelegate next,
    BearerTokens tokens,
    TokenUsage usage,
    Refusals refusals,
    IOptions<GatewayOptions> options
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var check = tokens.Check(context.Request);
        if (check.Caller is not { } caller)
        {
            await ChallengeAsync(context, exchange, check);
            return;
        }

        exchange.Caller = caller;
        usage.Note(caller.TokenId, exchange.Arrived, exchange.SourceIp);
        await next(context);
    }

    private Task ChallengeAsync(HttpContext context, Exchange exchange, TokenCheck check)
    {
        var metadata = ProtectedResourceMetadata.UrlOf(options.Value.PublicUrl, exchange.Server);
        var error = check.Fault == "no token" ? "" : $", error=\"invalid_token\", error_description=\"{check.Fault}\"";
        context.Response.Headers.WWWAuthenticate = $"Bearer resource_metadata=\"{metadata}\"{error}";
        return refusals.RefuseAsync(
            context,
            new Refusal(
                StatusCodes.Status401Unauthorized,
                GatewayError.InvalidRequest,
                $"Not authenticated: {check.Fault}. Send 'Authorization: Bearer <token>' with a token from the portal's "
                    + "Connect page.",
                RecordOutcome.Denied
            )
            {
                ClaimedBy = check.Claimed,
            }
        );
    }
}
