namespace Portal.E2E.RealServers;

/// <summary>The reference server, bridges and a library.</summary>
public sealed class BridgeServerTests(RealServersFixture servers) : RealServerTests(servers)
{
    public static TheoryData<string> Names => [.. BridgeServers.All.Select(server => server.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conversation_ThroughTheGateway_AsDirectly(string server) => ConversationIsTheSameAsync(server);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Requests_ThroughTheGateway_StatusesAsDirectly(string server) => StatusesAreTheSameAsync(server);
}
