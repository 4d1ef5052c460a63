namespace Portal.E2E.RealServers;

public sealed class ServerCatalogTests
{
    [Fact]
    public void All_Servers_AreTwelveOrMoreOverBothTransports()
    {
        Assert.True(ServerCatalog.All.Count >= 12, $"{ServerCatalog.All.Count} servers are left.");
        Assert.Contains(ServerCatalog.All, server => server.IsLegacy);
        Assert.Contains(ServerCatalog.All, server => !server.IsLegacy);
    }

    [Fact]
    public void All_Names_AreDifferent() => Assert.Distinct(ServerCatalog.All.Select(server => server.Name), StringComparer.Ordinal);
}
