using Portal.Data.Sessions;

namespace Portal.Tests.Host;

/// <summary>Versions of policies over the API: reasons, differences, restoring, the built-in one.</summary>
public sealed class PolicyVersionsTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Masking = """{"kind":"masking","servers":["narrow"],"fields":["$..email"],"action":"mask","reason":"first"}""";

    [Fact]
    public async Task List_AlwaysHasTheBuiltInPolicyFirst()
    {
        var list = await host.ApiAsync("/api/v1/policies");
        var first = list.Json.GetProperty("items")[0];
        Assert.Equal(("cardholder data", "masking", 1), (first.GetProperty("name").GetString(), first.GetProperty("kind").GetString(), first.GetProperty("version").GetInt32()));
        Assert.Equal(200, (await host.ApiAsync("/api/v1/policies/cardholder%20data")).Status);
        Assert.Equal(200, (await host.ApiAsync("/api/v1/policies/cardholder%20data/versions")).Status);
    }

    [Fact]
    public async Task BuiltInPolicy_CanNeitherBeDeletedNorReplaced()
    {
        Assert.Equal(409, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/cardholder%20data?reason=x", PortalHost.Admin)).Status);
        Assert.Equal(400, (await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/cardholder%20data", PortalHost.Admin, Masking)).Status);
    }

    [Theory]
    [InlineData("""{"kind":"masking","servers":["narrow"],"fields":["$..email"],"action":"mask"}""", "reason")]
    [InlineData("""{"kind":"masking","servers":["narrow"],"fields":["$..email"],"action":"mask","reason":" "}""", "reason")]
    [InlineData("""{"kind":"masking","servers":["narrow"],"fields":["email"],"action":"mask","reason":"r"}""", "fields[0]")]
    [InlineData("""{"kind":"masking","servers":["narrow"],"tools":["t"],"fields":["$..pan"],"exception":{"of":"cardholder data","justification":"j","expires":"2020-01-01"},"reason":"r"}""", "exception.expires")]
    [InlineData("""{"kind":"masking","servers":["narrow"],"tools":["t"],"fields":["$..pan"],"exception":{"of":"cardholder data","justification":"j","expires":"2099-01-01"},"reason":"r"}""", "exception.expires")]
    public async Task Put_Fault_IsNamedByItsKeyAndNothingIsStored(string policy, string key)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/faulty", PortalHost.Admin, policy);
        Assert.Equal(400, reply.Status);
        Assert.True(reply.Json.GetProperty("errors").TryGetProperty(key, out _), reply.Text);
        Assert.Equal(404, (await host.ApiAsync("/api/v1/policies/faulty")).Status);
    }

    [Fact]
    public async Task Versions_OfAPolicy_CanBeComparedAndRestored()
    {
        using var watch = host.Watch();
        Assert.Equal(200, (await PutAsync("contact", Masking)).Status);
        Assert.Equal(200, (await PutAsync("contact", Masking.Replace("\"mask\"", "\"redact\",\"callers\":{\"roles\":[\"batch\"]}", StringComparison.Ordinal).Replace("first", "stricter", StringComparison.Ordinal))).Status);

        var difference = (await host.ApiAsync("/api/v1/policies/contact/difference?from=1&to=2")).Json;
        Assert.Equal(["action \"mask\" \"redact\"", "callers null {\"roles\":[\"batch\"]}"], difference.GetProperty("changes").EnumerateArray()
            .Select(change => $"{change.GetProperty("key").GetString()} {change.GetProperty("before").GetRawText()} {change.GetProperty("after").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)}"));

        Assert.Equal(400, (await RestoreAsync("contact", """{"version":1}""")).Status);
        Assert.Equal(404, (await RestoreAsync("contact", """{"version":9,"reason":"r"}""")).Status);
        Assert.Equal(404, (await host.ApiAsync("/api/v1/policies/contact/difference?from=1&to=9")).Status);
        var restored = await RestoreAsync("contact", """{"version":1,"reason":"too strict"}""");

        Assert.Equal((3, "mask", "too strict"), (restored.Json.GetProperty("version").GetInt32(), restored.Json.GetProperty("policy").GetProperty("action").GetString(), restored.Json.GetProperty("reason").GetString()));
        var versions = (await host.ApiAsync("/api/v1/policies/contact/versions")).Json.GetProperty("items").EnumerateArray().Select(version => version.GetProperty("reason").GetString());
        Assert.Equal(["too strict", "stricter", "first"], versions);
        Assert.Equal(2, watch.Seen.Count(record => record.Method == "portal/policy-saved"));
        Assert.Single(watch.Seen, record => record is { Method: "portal/policy-restored", Direction: RecordDirection.Control });
    }

    [Fact]
    public async Task Kind_OfAPolicy_DoesNotChange_NotEvenAfterItWasDeleted()
    {
        const string Access = """{"kind":"access","servers":["nowhere"],"effect":"deny","reason":"r"}""";
        Assert.Equal(200, (await PutAsync("steady", Access)).Status);
        Assert.True((await PutAsync("steady", Masking)).Json.GetProperty("errors").TryGetProperty("kind", out _));
        Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/steady", PortalHost.Admin)).Status);
        Assert.Equal(400, (await PutAsync("steady", Masking)).Status);
    }

    [Fact]
    public async Task Delete_OfAMaskingPolicy_NeedsAReason()
    {
        Assert.Equal(200, (await PutAsync("short-lived", Masking)).Status);
        Assert.Equal(400, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/short-lived", PortalHost.Admin)).Status);
        Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/short-lived?reason=over", PortalHost.Admin)).Status);
        Assert.Equal(404, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/short-lived?reason=over", PortalHost.Admin)).Status);
    }

    [Theory]
    [InlineData("PUT", "contact", Masking)]
    [InlineData("POST", "contact/restore", """{"version":1,"reason":"r"}""")]
    [InlineData("POST", "test", """{"message":{}}""")]
    [InlineData("POST", "dry-run", """{"policy":{}}""")]
    public async Task Change_ByAnAuditor_IsForbidden(string method, string path, string body) =>
        Assert.Equal(403, (await host.ApiAsync(new HttpMethod(method), $"/api/v1/policies/{path}", PortalHost.Auditor, body)).Status);

    private Task<Reply> PutAsync(string name, string policy) => host.ApiAsync(HttpMethod.Put, $"/api/v1/policies/{name}", PortalHost.Admin, policy);

    private Task<Reply> RestoreAsync(string name, string body) => host.ApiAsync(HttpMethod.Post, $"/api/v1/policies/{name}/restore", PortalHost.Admin, body);
}
