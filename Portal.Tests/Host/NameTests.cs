namespace Portal.Tests.Host;

/// <summary>Names in addresses and bodies are taken as they are written.</summary>
public sealed class NameTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("ENGINEERS%20USE%20UP")]
    [InlineData("engineers%20use%20up%20")]
    [InlineData("engineers%20use%20up%E2%80%8B")]
    public async Task Policy_AnotherSpelling_NamesNoneAndReplacesNone(string name)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, $"/api/v1/policies/{name}", PortalHost.Admin, """{"kind":"access","servers":["up"],"effect":"deny"}""");
        Assert.Equal(400, reply.Status);
        Assert.Contains("name", reply.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await host.ApiAsync($"/api/v1/policies/{name}")).Status);
        Assert.Equal(404, (await host.ApiAsync(HttpMethod.Delete, $"/api/v1/policies/{name}", PortalHost.Admin)).Status);
        Assert.Equal(200, (await host.ApiAsync("/api/v1/policies/engineers%20use%20up")).Status);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("UP")]
    [InlineData("up%20")]
    public async Task Server_AnotherSpelling_NamesNone(string name)
    {
        Assert.Equal(400, (await host.ApiAsync(HttpMethod.Put, $"/api/v1/servers/{name}", PortalHost.Admin, """{"url":"http://127.0.0.1:7/mcp"}""")).Status);
        Assert.Equal(404, (await host.ApiAsync(HttpMethod.Delete, $"/api/v1/servers/{name}", PortalHost.Admin)).Status);
    }

    [Theory]
    [InlineData("Engineer")]
    [InlineData("engineer ")]
    [InlineData(" engineer")]
    public async Task Token_AnotherSpellingOfTheAccount_IsNotIssued(string name) =>
        Assert.Equal(404, (await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Admin, $$"""{"name":"t","serviceAccount":"{{name}}"}""")).Status);
}
