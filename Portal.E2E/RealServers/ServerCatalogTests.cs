namespace Portal.E2E.RealServers;

public sealed class ServerCatalogTests
{
    [Fact]
    public void WaitingForMaskingEngine_EachEntry_IsAskedForByAConversation() => Assert.Subset(
        ServerCatalog.All.SelectMany(server => server.Steps).Select(step => step.Subject ?? "").ToHashSet(StringComparer.Ordinal),
        ServerCatalog.WaitingForMaskingEngine.ToHashSet(StringComparer.Ordinal));

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
