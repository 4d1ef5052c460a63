namespace Portal.E2E.Targets;

/// <summary>Where a test talks to: an MCP endpoint, straight at the server or through the gateway, and the token that it needs there.</summary>
internal sealed record Target(string Name, Uri Endpoint, string? Token)
{
    public override string ToString() => Name;
}
