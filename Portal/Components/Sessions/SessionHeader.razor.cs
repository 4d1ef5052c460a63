using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Configuration;

namespace Portal.Components.Sessions;

/// <summary>Who a session was, from where, with what, and what it came to.</summary>
public sealed partial class SessionHeader
{
    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public Session Session { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IOptions<GatewayOptions> Gateway { get; set; } = null!;

    private bool Open =>
        Session.Ended is null && Time.GetUtcNow() - Session.LastSeen < TimeSpan.FromMinutes(Gateway.Value.SessionIdleMinutes);
}
