namespace Portal.E2E.RealServers;

/// <summary>The public servers of the test bed.</summary>
internal static class ServerCatalog
{
    public static IReadOnlyList<RealServer> All { get; } = [.. BridgeServers.All, .. VendorServers.All, .. MachineServers.All, .. AppServers.All];
}
