namespace Portal.E2E.RealServers;

/// <summary>Vendors' servers and those for what is on the machine.</summary>
public sealed class ServiceServerTests(RealServersFixture servers) : RealServerTests(servers)
{
    public static TheoryData<string> Names => [.. VendorServers.All.Concat(MachineServers.All).Select(server => server.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conversation_ThroughTheGateway_AsDirectly(string server) => ConversationIsTheSameAsync(server);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Requests_ThroughTheGateway_StatusesAsDirectly(string server) => StatusesAreTheSameAsync(server);
}
