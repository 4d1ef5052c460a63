using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Portal.Gateway.Callers;

/// <summary>Finds a request's bearer token (RFC 6750, header only) and resolves it.</summary>
internal sealed partial class BearerTokens(TokenDirectory tokens)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] QueryNames = ["access_token", "token", "bearer", "authorization", "api_key"];

    /// <summary>Who a request comes from, or why its token is refused.</summary>
    public TokenCheck Check(HttpRequest request)
    {
        if (
            request.QueryString.HasValue
            && (QueryNames.Any(request.Query.ContainsKey) || request.Query.Any(parameter => parameter.Value.Any(HoldsToken)))
        )
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

    /// <summary>Whether a text holds a token of the portal.</summary>
    internal static bool HoldsToken(string? text) => text is not null && IssuedToken().IsMatch(text);

    // Not within a longer run of such characters: one session id in a thousand holds the prefix by chance.
    [GeneratedRegex(
        "(?<![A-Za-z0-9_-])" + TokenIssuer.TokenPrefix + "[A-Za-z0-9_-]{38,}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex IssuedToken();
}
