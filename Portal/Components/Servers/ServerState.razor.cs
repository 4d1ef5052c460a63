using Microsoft.AspNetCore.Components;
using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>Whether calls reach a server, as symbol and word.</summary>
public sealed partial class ServerState
{
    /// <summary>The server.</summary>
    [Parameter, EditorRequired]
    public ServerDefinition Server { get; set; } = null!;

    /// <summary>Its last test; null while it runs.</summary>
    [Parameter]
    public ServerCheck? Check { get; set; }
}
