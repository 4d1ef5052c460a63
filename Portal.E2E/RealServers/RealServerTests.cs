using Portal.E2E.Targets;

namespace Portal.E2E.RealServers;

/// <summary>Public servers answer the same through the gateway as without it. A class a group: one server of each group at a time.</summary>
public abstract class RealServerTests(RealServersFixture servers)
{
    private protected async Task ConversationIsTheSameAsync(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var server = ServerCatalog.All.Single(server => server.Name == name);
        var place = (await servers.StartedAsync(server)).Place;

        // One after the other, because each leaves the server as it found it.
        var direct = await Conversation.HoldAsync(servers.Direct(server), server, place, cancellationToken);
        var proxied = await Conversation.HoldAsync(await servers.ProxiedAsync(server), server, place, cancellationToken);

        var differences = new ConversationComparison(server).Compare(direct, proxied);
        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n{await servers.DescribeFailureAsync(server)}");
    }

    private protected async Task StatusesAreTheSameAsync(string name)
    {
        var server = ServerCatalog.All.Single(server => server.Name == name);
        await servers.StartedAsync(server);

        var target = await servers.ProxiedAsync(server);
        var direct = await StatusesAsync(servers.Direct(server), server.IsLegacy);
        var proxied = await StatusesAsync(target, server.IsLegacy);

        Assert.Equal(direct, proxied);

        // Not as directly, where it is anything between 200 and 404: a session id that never passed the gateway is bound to nobody.
        using var stranger = new RawRequests(target);
        Assert.Equal(404, await stranger.UnknownSessionAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<IEnumerable<string>> StatusesAsync(Target target, bool isLegacy)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var requests = new RawRequests(target);
        var statuses = await (isLegacy ? requests.LegacyAsync(cancellationToken) : requests.StreamableAsync(cancellationToken));
        return statuses.Select(status => $"{status.Key}: {status.Value}");
    }
}
