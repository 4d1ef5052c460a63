using System.Text.Json;

namespace Portal.Tests.Host;

/// <summary>Every record says who did it, over the API too.</summary>
public sealed class RecordActorTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    [Theory]
    [InlineData(PortalHost.Expired, "service", "old")]
    [InlineData("pt_nobody-knows-this-one-0123456789", "anonymous", null)]
    [InlineData(null, "anonymous", null)]
    public async Task Refused_ByTheGatewayAndTheApi_SaysWhoseTokenItWas(string? token, string kind, string? name)
    {
        Assert.Equal(401, (await host.SendAsync(PortalHost.Call("echo"), token)).Status);
        Assert.Equal(401, (await host.ApiAsync("/api/v1/sessions", token)).Status);

        var refused = (await host.ApiAsync("/api/v1/records?outcome=denied&take=2")).Items;

        Assert.Equal(["portal/api-refused", "portal/refused"], refused.Select(record => record.GetProperty("method").GetString()).Order(StringComparer.Ordinal));
        Assert.All(refused, record => AssertActor(record, kind, name));
    }

    [Fact]
    public async Task Messages_AndControls_OfASession_HaveItsCaller()
    {
        await host.CallAsync(call => call.TextAsync("done"), "actor_call");
        await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Admin, """{"name":"x","serviceAccount":"unknown"}""");

        var records = (await host.ApiAsync("/api/v1/records?tool=actor_call")).Items;

        Assert.Equal(2, records.Count);
        Assert.All(records, record => AssertActor(record, "service", "engineer"));
    }

    [Fact]
    public async Task Decision_AndExpiry_HaveAPersonAndThePortal()
    {
        var (reply, held) = await host.HoldAsync("send_actor");
        await host.DecideAsync(held.TicketId, "deny");
        await reply;
        using var gone = new CancellationTokenSource();
        var (left, _) = await host.HoldAsync("send_actor_late", gone: gone);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        using var watch = host.Watch();
        var expired = watch.FirstAsync(record => record.Method == "portal/approval-expired");
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.AdvanceUntilAsync(expired, TimeSpan.FromSeconds(2));

        var records = (await host.ApiAsync("/api/v1/records?take=500")).Items;

        AssertActor(records.First(record => record.GetProperty("method").GetString() == "portal/approval-decision"), "person", "ann@example.com");
        AssertActor(records.First(record => record.GetProperty("method").GetString() == "portal/approval-expired"), "portal", null);
    }

    private static void AssertActor(JsonElement record, string kind, string? name)
    {
        var actor = record.GetProperty("actor");
        Assert.Equal((kind, name), (actor.GetProperty("kind").GetString(), actor.GetProperty("name").GetString()));
        Assert.Equal(kind is "person" or "service", actor.GetProperty("id").ValueKind == JsonValueKind.String);
    }
}
