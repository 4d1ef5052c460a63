using System.Text.Json;

namespace Portal.Tests.Host;

public sealed class KeysApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task PublicKeys_Anybody_GetsAJwkSetWithoutPrivateParts()
    {
        var reply = await host.ApiAsync("/.well-known/portal-keys.json", null);

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/jwk-set+json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.All(reply.Json.GetProperty("keys").EnumerateArray(), key =>
        {
            Assert.Equal(("EC", "P-256", "ES256", "sig"), (Text(key, "kty"), Text(key, "crv"), Text(key, "alg"), Text(key, "use")));
            Assert.Equal((43, 43), (Text(key, "x").Length, Text(key, "y").Length));
            Assert.False(key.TryGetProperty("d", out _));
        });
        Assert.NotEmpty(reply.Json.GetProperty("keys").EnumerateArray());
    }

    [Fact]
    public async Task Keys_List_ShowsNoSecret()
    {
        var reply = await host.ApiAsync("/api/v1/keys");
        Assert.Equal(["card-index", "pan-token", "signing", "call-identity", "ticket-link"], reply.Items.Select(key => Text(key, "purpose")).Distinct());
        Assert.Contains(reply.Items, key => Text(key, "state") == "active" && Text(key, "algorithm") == "HS256");
        Assert.DoesNotContain("secret", reply.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("CfDJ8", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PortalHost.Auditor, 403)]
    [InlineData(PortalHost.Engineer, 403)]
    [InlineData(null, 401)]
    public async Task Rotate_WithoutTheRole_IsAProblem(string? token, int status)
    {
        Assert.Equal(status, (await host.ApiAsync(HttpMethod.Post, "/api/v1/keys/signing/rotate", token)).Status);
        Assert.Equal(status, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/keys/signing/{Guid.NewGuid()}/retire", token, "{}")).Status);
    }

    [Fact]
    public async Task Retire_KeyInItsStates_AnswersWhatIsInTheWay()
    {
        await host.SendAsync(PortalHost.Call("before_retirement", $$"""{"card":"{{PortalHost.Pan}}"}"""));
        var old = await ActiveAsync("card-index");
        Assert.Equal(409, (await RetireAsync("card-index", old, "{}")).Status);
        var rotated = await host.ApiAsync(HttpMethod.Post, "/api/v1/keys/card-index/rotate", PortalHost.Admin);
        Assert.Equal("active", Text(rotated.Json, "state"));
        Assert.NotEqual(old, Text(rotated.Json, "id"));

        Assert.Equal(409, (await RetireAsync("card-index", old, "{}")).Status);
        Assert.Equal(404, (await RetireAsync("signing", old, """{"confirm":true}""")).Status);
        var retired = await RetireAsync("card-index", old, """{"confirm":true}""");

        Assert.Equal((200, "retired"), (retired.Status, Text(retired.Json, "state")));
        Assert.Equal(404, (await RetireAsync("card-index", old, """{"confirm":true}""")).Status);
        var search = await host.ApiAsync(HttpMethod.Post, "/api/v1/card-search", PortalHost.Auditor, JsonSerializer.Serialize(new { pan = PortalHost.Pan }));
        Assert.DoesNotContain(search.Json.GetProperty("items").EnumerateArray(), record => record.GetProperty("tool").GetString() == "before_retirement");
        var controls = (await host.ApiAsync($"/api/v1/records?text={old}")).Items.Select(record => record.GetProperty("method").GetString());
        Assert.Contains("portal/key-retired", controls);
    }

    [Fact]
    public async Task Rotate_UnknownPurpose_IsAProblem() => Assert.Equal(404, (await host.ApiAsync(HttpMethod.Post, "/api/v1/keys/none/rotate", PortalHost.Admin)).Status);

    [Fact]
    public async Task Controls_AllWell_AreListedAsWorking()
    {
        var reply = await host.ApiAsync("/api/v1/controls");
        Assert.Equal(["recording", "masking", "self-scan", "notifications", "database-lock"], reply.Items.Select(control => Text(control, "control")));
        Assert.All(reply.Items, control => Assert.Equal("working", Text(control, "state")));
        Assert.Equal(403, (await host.ApiAsync("/api/v1/controls", PortalHost.Engineer)).Status);
    }

    private async Task<string> ActiveAsync(string purpose) =>
        (await host.ApiAsync("/api/v1/keys")).Items.Where(key => Text(key, "purpose") == purpose && Text(key, "state") == "active").Select(key => Text(key, "id")).Single();

    private Task<Reply> RetireAsync(string purpose, string id, string body) => host.ApiAsync(HttpMethod.Post, $"/api/v1/keys/{purpose}/{id}/retire", PortalHost.Admin, body);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
