using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Portal.Data.Sessions;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Authentication;

/// <summary>
/// Resolves the bearer token (RFC 6750, header only) to a caller, or answers 401 with the challenge that points at the protected resource
/// metadata (RFC 9728).
/// </summary>
internal sealed class AuthenticationMiddleware(RequestDelegate next, TokenDirectory tokens, TokenUsage usage, Refusals refusals, IOptions<GatewayOptions> options)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] QueryNames = ["access_token", "token", "bearer", "authorization", "api_key"];

    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var check = Check(context.Request);
        if (check.Caller is not { } caller)
        {
            await ChallengeAsync(context, exchange, check);
            return;
        }

        exchange.Caller = caller;
        usage.Note(caller.TokenId, exchange.Arrived, exchange.SourceIp);
        await next(context);
    }

    private TokenCheck Check(HttpRequest request)
    {
        if (request.QueryString.HasValue && (QueryNames.Any(request.Query.ContainsKey) || request.Query.Any(HoldsToken)))
        {
            // It is in somebody's access log already; working would make a habit of it.
            return TokenCheck.Refused("token in the query string");
        }

        var header = request.Headers.Authorization;
        if (header.Count == 0)
        {
            return TokenCheck.Refused("no token");
        }

        return header.Count == 1 && header[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Check(value.AsSpan(Scheme.Length).Trim(' '))
            : TokenCheck.Refused("not a bearer token");
    }

    private static bool HoldsToken(KeyValuePair<string, StringValues> parameter) =>
        parameter.Value.Any(value => value?.Contains(TokenIssuer.TokenPrefix, StringComparison.Ordinal) == true && value.Length > 40);

    private Task ChallengeAsync(HttpContext context, Exchange exchange, TokenCheck check)
    {
        var metadata = ProtectedResourceMetadata.UrlOf(options.Value.PublicUrl, exchange.Server);
        var error = check.Fault == "no token" ? "" : $", error=\"invalid_token\", error_description=\"{check.Fault}\"";
        context.Response.Headers.WWWAuthenticate = $"Bearer resource_metadata=\"{metadata}\"{error}";
        return refusals.RefuseAsync(context, new Refusal(
            StatusCodes.Status401Unauthorized,
            GatewayError.InvalidRequest,
            $"Not authenticated: {check.Fault}. Send 'Authorization: Bearer <token>' with a token from the portal's Connect page.",
            RecordOutcome.Denied)
        {
            ClaimedBy = check.FaultName,
        });
    }
}
