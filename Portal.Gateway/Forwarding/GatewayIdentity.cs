using Microsoft.AspNetCore.Http;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// This process's pseudonym in the Via header (RFC 9110, 7.6.3), by which it knows a request that comes back to it.
/// </summary>
internal sealed class GatewayIdentity
{
    private readonly string _pseudonym = $"portal-{Guid.NewGuid():N}";

    /// <summary>Gets what is added to the Via header of a forwarded request.</summary>
    public string Via => $"1.1 {_pseudonym}";

    /// <summary>Whether a request has been through this gateway before.</summary>
    public bool HasPassed(HttpRequest request) =>
        request.Headers.Via.Any(value => value?.Contains(_pseudonym, StringComparison.OrdinalIgnoreCase) == true);
}
