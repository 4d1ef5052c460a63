using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>
/// Copies to the client those headers of a server's reply that the protocol needs, masked. Everything else stays behind: a
/// challenge, redirect, cookie, CORS or policy header of a server's would act on the portal's own origin.
/// </summary>
internal sealed class ReplyHeaders(ReplyMasking masking)
{
    private static readonly FrozenSet<string> Released = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        HeaderNames.Allow,
        HeaderNames.CacheControl,
        HeaderNames.RetryAfter,
        McpHeaders.SessionId,
        McpHeaders.ProtocolVersion
    );

    // Trailers are the server's own words about a body, such as a checksum, and no client acts on them; these would be headers of
    // a browser's (RFC 9110, 6.5.1).
    private static readonly FrozenSet<string> WithheldTrailers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        HeaderNames.AltSvc,
        HeaderNames.Authorization,
        HeaderNames.ContentEncoding,
        HeaderNames.ContentLength,
        HeaderNames.ContentType,
        HeaderNames.Location,
        HeaderNames.ProxyAuthenticate,
        HeaderNames.SetCookie,
        HeaderNames.StrictTransportSecurity,
        HeaderNames.TransferEncoding,
        HeaderNames.WWWAuthenticate,
        "Clear-Site-Data",
        "Link",
        "NEL",
        "Refresh",
        "Report-To",
        "Reporting-Endpoints",
        "Server-Timing",
        "Set-Cookie2",
        McpHeaders.SessionId
    );

    private static readonly string[] WithheldTrailerPrefixes =
    [
        "Access-Control-",
        "Content-Security-Policy",
        "Cross-Origin-",
        "Permissions-",
        "Referrer-",
        "Sec-",
    ];

    /// <summary>Copies the headers. One that cannot be sent is left out; the reply goes on.</summary>
    public void Copy(HttpResponseMessage reply, HttpResponse response)
    {
        Copy(reply.Headers.NonValidated, response);
        Copy(reply.Content.Headers.NonValidated, response);
    }

    /// <summary>Appends the reply's trailers, masked; those that no trailer may hold stay behind.</summary>
    public void AppendTrailers(Exchange exchange, HttpResponseMessage reply, HttpResponse response)
    {
        foreach (var (name, values) in reply.TrailingHeaders.NonValidated)
        {
            if (
                !WithheldTrailers.Contains(name)
                && !name.AsSpan().ContainsAnyInRange('0', '9')
                && !Array.Exists(WithheldTrailerPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            )
            {
                TrySend(() =>
                    response.AppendTrailer(name, values.Select(value => masking.MaskTrailer(exchange, value)).ToArray())
                );
            }
        }
    }

    private void Copy(HttpHeadersNonValidated headers, HttpResponse response)
    {
        foreach (var (name, values) in headers)
        {
            if (Released.Contains(name))
            {
                TrySend(() =>
                    response.Headers[name] = IsIdentifier(name) ? values.ToArray() : values.Select(masking.MaskHeader).ToArray()
                );
            }
        }
    }

    // As ids of messages and events: the client presents it again.
    private static bool IsIdentifier(string name) => name.Equals(McpHeaders.SessionId, StringComparison.OrdinalIgnoreCase);

    // Control characters, and letters beyond ASCII: a client of the server itself may have read them, Kestrel does not send them.
    private static void TrySend(Action send)
    {
        try
        {
            send();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Left out.
        }
    }
}
