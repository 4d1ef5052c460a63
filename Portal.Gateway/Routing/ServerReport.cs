namespace Portal.Gateway.Routing;

/// <summary>Represents what a test of a server found.</summary>
/// <param name="Works">Whether it answered as an MCP server.</param>
/// <param name="Error">What went wrong and what to do; null when it works.</param>
/// <param name="Protocol">MCP revision agreed on.</param>
/// <param name="Name">What the server calls itself.</param>
/// <param name="Version">The server's version.</param>
/// <param name="Tools">The tools it offers.</param>
/// <param name="Took">How long the test took.</param>
public sealed record ServerReport(
    bool Works,
    string? Error,
    string? Protocol,
    string? Name,
    string? Version,
    IReadOnlyList<ServerTool> Tools,
    TimeSpan Took
)
{
    internal static ServerReport Failed(string error) => new(false, error, null, null, null, [], TimeSpan.Zero);
}
