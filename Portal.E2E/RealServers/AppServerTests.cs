namespace Portal.E2E.RealServers;

/// <summary>Servers of MCP Apps.</summary>
public sealed class AppServerTests(RealServersFixture servers) : RealServerTests(servers)
{
    public static TheoryData<string> Names => [.. AppServers.All.Select(server => server.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conversation_ThroughTheGateway_AsDirectly(string server) => ConversationIsTheSameAsync(server);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Requests_ThroughTheGateway_StatusesAsDirectly(string server) => StatusesAreTheSameAsync(server);
}
