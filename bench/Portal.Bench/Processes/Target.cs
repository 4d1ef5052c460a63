namespace Portal.Bench.Processes;

/// <summary>Something that answers MCP calls.</summary>
/// <param name="Name">upstream, yarp or gateway.</param>
/// <param name="Endpoint">The MCP endpoint.</param>
/// <param name="Token">Bearer token, where one is asked for.</param>
/// <param name="Masks">Whether card numbers must not come through.</param>
/// <param name="Process">The process that answers.</param>
internal sealed record Target(string Name, Uri Endpoint, string? Token, bool Masks, ChildProcess Process);
