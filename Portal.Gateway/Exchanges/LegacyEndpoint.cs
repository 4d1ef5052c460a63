using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Exchanges;

/// <summary>
/// The HTTP+SSE transport of revision 2024-11-05: the server's stream begins by naming the address messages are posted to. The
/// gateway names its own instead, with that address protected in it, bound to the caller and to the server's registered address:
/// once the server is registered at another one, the old address is good for nothing, and no credential is sent to it.
/// </summary>
internal sealed class LegacyEndpoint(IDataProtectionProvider protection, ServerRegistry servers)
{
    private const string QueryName = "portal-endpoint";

    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Gateway.Exchanges.LegacyEndpoint");

    /// <summary>Whether a request is posted to such an address.</summary>
    public static bool IsUsedBy(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.QueryString.HasValue && request.Query.ContainsKey(QueryName);

    /// <summary>The gateway's address for the one the server named; null when that is not at the server's own origin.</summary>
    public string? Wrap(Exchange exchange, string serverUrl, string named)
    {
        var server = new Uri(serverUrl);
        if (
            !Uri.TryCreate(server, named.Trim(), out var address)
            || Uri.Compare(
                server,
                address,
                UriComponents.SchemeAndServer,
                UriFormat.Unescaped,
                StringComparison.OrdinalIgnoreCase
            ) != 0
        )
        {
            return null;
        }

        var text = Encoding.UTF8.GetBytes(Owner(exchange, serverUrl) + address.AbsoluteUri);
        return $"/mcp/{exchange.Server}?{QueryName}={WebEncoders.Base64UrlEncode(_protector.Protect(text))}";
    }

    /// <summary>
    /// The server's address behind the one a request is posted to; false when it is not this caller's, or was named by the server
    /// at an address it is no longer registered at.
    /// </summary>
    public bool TryUnwrap(Exchange exchange, HttpRequest request, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (servers.Find(exchange.Server) is not { } server)
        {
            return false;
        }

        try
        {
            var text = Encoding.UTF8.GetString(
                _protector.Unprotect(WebEncoders.Base64UrlDecode(request.Query[QueryName].ToString()))
            );
            var owner = Owner(exchange, server.Url);
            address = text.StartsWith(owner, StringComparison.Ordinal) ? new Uri(text[owner.Length..]) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            // Made up, or made with keys that are gone.
        }

        return address is not null;
    }

    private static string Owner(Exchange exchange, string serverUrl) =>
        $"{exchange.Caller.Id:N} {exchange.Server} {new Uri(serverUrl).AbsoluteUri} ";
}
