using Microsoft.AspNetCore.Components;
using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>Represents what a test of a server found: protocol, name and tools, or what went wrong.</summary>
public sealed partial class ServerTest
{
    /// <summary>Gets or sets what was found; null before the first test.</summary>
    [Parameter]
    public ServerReport? Report { get; set; }

    /// <summary>Whether a test runs.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Raised to stop a running test.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }
}
