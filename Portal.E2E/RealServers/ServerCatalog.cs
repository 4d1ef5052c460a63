namespace Portal.E2E.RealServers;

/// <summary>The public servers of the test bed, and which of their answers do not pass yet.</summary>
internal static class ServerCatalog
{
    public static IReadOnlyList<RealServer> All { get; } = [.. BridgeServers.All, .. VendorServers.All, .. MachineServers.All, .. AppServers.All];

    /// <summary>
    /// Pages that the masking engine refuses or alters although they have no card data: they wait for the masking engine. The tests fail when one of them
    /// passes as it is, until it is taken off this list, and when one that is not on it does not pass.
    /// </summary>
    public static IReadOnlySet<string> WaitingForMaskingEngine { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ui://budget-allocator/mcp-app.html",
        "ui://customer-segmentation/mcp-app.html",
    };
}
