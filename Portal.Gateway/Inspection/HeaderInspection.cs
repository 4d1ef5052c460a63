using System.Buffers;
using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Inspection;

/// <summary>
/// Reads the headers of a request that concern the server: the protocol's are checked, the others that go on are kept for record
/// and approval.
/// </summary>
internal sealed class HeaderInspection(ServerRegistry servers, MessageMasker masker)
{
    private const int MaxVersion = 32;
    private const int MaxUserAgent = 256;

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_"
    );

    /// <summary>Reads them into the exchange.</summary>
    /// <returns>The fault; null when there is none.</returns>
    public InspectionFault? Read(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var headers = context.Request.Headers;
        foreach (var version in headers[McpHeaders.ProtocolVersion])
        {
            if (!IsVersion(version))
            {
                return new InspectionFault(
                    StatusCodes.Status400BadRequest,
                    GatewayError.InvalidRequest,
                    $"{McpHeaders.ProtocolVersion} is not a protocol version such as 2025-11-25."
                );
            }
        }

        var fault = BoundHeaders.Read(headers, servers.Find(exchange.Server)?.ForwardHeaders ?? [], out var bound);
        exchange.Headers = exchange.ForwardedHeaders = bound;
        exchange.UserAgent = UserAgentOf(headers.UserAgent.ToString());
        return fault;
    }

    private bool IsVersion(string? version) =>
        version is { Length: > 0 and <= MaxVersion }
        && !version.AsSpan().ContainsAnyExcept(VersionCharacters)
        && ReferenceEquals(masker.MaskText(version), version);

    private string? UserAgentOf(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        var masked = masker.MaskText(text);
        return masked.Length <= MaxUserAgent ? masked : masked[..MaxUserAgent];
    }
}
