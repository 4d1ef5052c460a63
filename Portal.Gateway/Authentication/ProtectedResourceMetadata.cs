using System.Text.Json.Serialization;

namespace Portal.Gateway.Authentication;

/// <summary>
/// OAuth 2.0 protected resource metadata (RFC 9728) of one server behind the gateway. It names no authorization server, because
/// there is none yet: tokens come from the portal's Connect page.
/// </summary>
/// <param name="Resource">The resource identifier: the server's address at the gateway.</param>
/// <param name="BearerMethodsSupported">How a token may be sent: in the header only.</param>
/// <param name="ResourceName">Name for people.</param>
public sealed record ProtectedResourceMetadata(
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("bearer_methods_supported")] IReadOnlyList<string> BearerMethodsSupported,
    [property: JsonPropertyName("resource_name")] string ResourceName
)
{
    /// <summary>Path under which the metadata of a server is found.</summary>
    public const string Path = "/.well-known/oauth-protected-resource/mcp/{server}";

    /// <summary>Describes a server.</summary>
    public static ProtectedResourceMetadata Of(string publicUrl, string server) =>
        new($"{publicUrl.TrimEnd('/')}/mcp/{server}", ["header"], $"MCP server '{server}'");

    /// <summary>Address of a server's metadata.</summary>
    public static string UrlOf(string publicUrl, string server) =>
        $"{publicUrl.TrimEnd('/')}/.well-known/oauth-protected-resource/mcp/{Uri.EscapeDataString(server)}";
}
