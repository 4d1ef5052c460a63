using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>Represents what a test of a server found, and when.</summary>
/// <param name="Server">The server as it was tested.</param>
/// <param name="Report">What was found.</param>
/// <param name="Time">When.</param>
public sealed record ServerCheck(ServerDefinition Server, ServerReport Report, DateTimeOffset Time);
