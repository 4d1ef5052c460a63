namespace Portal.Gateway.Routing;

/// <summary>A server names an address for messages that is not at its own origin.</summary>
internal sealed class ForeignOriginException() : Exception("The server names an address for messages that is not its own.");
