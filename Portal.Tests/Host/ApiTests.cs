using System.Text.Json;

namespace Portal.Tests.Host;

public sealed class ApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/api/v1/sessions")]
    [InlineData("/api/v1/records")]
    [InlineData("/api/v1/servers")]
    [InlineData("/api/v1/policies")]
    [InlineData("/api/v1/callers")]
    [InlineData("/api/v1/nothing")]
    public async Task Api_WithoutAGoodToken_IsAProblem(string path)
    {
        foreach (var token in new[] { null, "pt_wrong-0123456789abcdef", PortalHost.Expired })
        {
            AssertProblem(401, await host.ApiAsync(path, token));
        }

        AssertProblem(401, await host.ApiAsync($"{path}?access_token={PortalHost.Auditor}", null));
    }

    [Theory]
    [InlineData("/api/v1/servers")]
    [InlineData("/api/v1/policies")]
    [InlineData("/api/v1/callers")]
    public async Task Api_WithoutTheRole_IsAProblem(string path) => AssertProblem(403, await host.ApiAsync(path, PortalHost.Engineer));

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/servers/none")]
    [InlineData("/api/v1/policies/none")]
    [InlineData("/api/v1/policies/none/versions")]
    [InlineData("/api/v1/sessions/0193a5b0-0000-7000-8000-000000000000")]
    [InlineData("/api/v1/sessions/0193a5b0-0000-7000-8000-000000000000/records")]
    public async Task Api_WithAnUnknownName_IsAProblem(string path) => AssertProblem(404, await host.ApiAsync(path));

    [Theory]
    [InlineData("take=0")]
    [InlineData("take=501")]
    [InlineData("take=x")]
    [InlineData("take=99999999999")]
    [InlineData("after=x")]
    [InlineData("after=AAAAAAAAAAAAAAA")]
    [InlineData("after=________________")]
    [InlineData("after=CNqhnqazAAAAACcR")] // skips 10,001 records
    [InlineData("outcome=perfect")]
    [InlineData("outcome=1")]
    [InlineData("from=yesterday")]
    [InlineData("masked=perhaps")]
    public async Task Filter_ThatCannotBeRead_IsAProblem(string query)
    {
        AssertProblem(400, await host.ApiAsync("/api/v1/records?" + query));
        AssertProblem(400, await host.ApiAsync("/api/v1/sessions?" + query));
    }

    [Fact]
    public async Task Records_PageByPage_ComeExactlyOnce()
    {
        for (var call = 0; call < 8; call++)
        {
            await host.SendAsync(PortalHost.Call($"paged_{call}"));
        }

        await host.SendAsync($"[{PortalHost.Call("batched")},{PortalHost.Call("batched", id: "2")},{PortalHost.Call("batched", id: "3")}]");
        var all = (await host.ApiAsync("/api/v1/records?take=500")).Items.Select(Id).ToList();

        var paged = await PagesAsync("/api/v1/records?take=3");
        var alone = await PagesAsync("/api/v1/records?take=1");

        Assert.True(all.Count >= 20);
        Assert.Equal(all, paged.Select(Id));
        Assert.Equal(all, alone.Select(Id));
        var times = paged.ConvertAll(record => record.GetProperty("time").GetString()!);
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Sessions_PageByPage_ComeExactlyOnce()
    {
        for (var session = 0; session < 7; session++)
        {
            await host.SendAsync(PortalHost.Initialize);
        }

        var all = (await host.ApiAsync("/api/v1/sessions?take=500")).Items.Select(Id).ToList();

        Assert.True(all.Count >= 7);
        Assert.Equal(all, (await PagesAsync("/api/v1/sessions?take=3")).Select(Id));
    }

    [Fact]
    public async Task Session_WithItsRecords_ShowsWhoCalledAndWhatPassed()
    {
        var opened = await host.SendAsync(PortalHost.Initialize);
        var id = opened.Headers.GetValues("Mcp-Session-Id").Single();
        await host.SendAsync(PortalHost.Call("shown", $$"""{"card":"{{PortalHost.Pan}}"}"""), change: request => request.Headers.Add("Mcp-Session-Id", id),
            script: call => call.TextAsync($"{PortalHost.Pan}"));

        var found = (await host.ApiAsync("/api/v1/sessions?tool=shown")).Items;

        var session = Assert.Single(found);
        Assert.Equal("engineer", session.GetProperty("caller").GetProperty("name").GetString());
        Assert.Equal("service", session.GetProperty("caller").GetProperty("kind").GetString());
        Assert.Equal("tester", session.GetProperty("client").GetProperty("name").GetString());
        Assert.Equal("up", session.GetProperty("server").GetString());
        Assert.Equal("127.0.0.1", session.GetProperty("sourceIp").GetString());
        Assert.Equal("2025-06-18", session.GetProperty("protocol").GetString());
        Assert.Equal(4, session.GetProperty("records").GetInt32());
        Assert.Equal(2, session.GetProperty("masked").GetInt32());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", session.GetProperty("started").GetString()!);
        var records = await PagesAsync($"/api/v1/sessions/{Id(session)}/records?take=3");
        Assert.Equal(["request", "response", "request", "response"], records.Select(record => record.GetProperty("direction").GetString()));
        Assert.All(records, record => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", record.GetProperty("time").GetString()!));
        Assert.All(records.Skip(2), record => Assert.Contains(PortalHost.MaskedPan, record.GetProperty("payload").GetString(), StringComparison.Ordinal));
        Assert.Equal("pan", records[3].GetProperty("masked")[0].GetProperty("kind").GetString());
        Assert.Equal(records.Select(record => record.GetProperty("sequence").GetInt64()).Order(), records.Select(record => record.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task Filters_NarrowWhatIsFound()
    {
        await host.SendAsync(PortalHost.Call("filter_me", """{"word":"needle%_"}"""), PortalHost.Mallory);
        await host.SendAsync(PortalHost.Call("drop_filter"), PortalHost.Mallory);

        Assert.Equal(2, (await host.ApiAsync("/api/v1/records?tool=filter_me")).Items.Count);
        Assert.Equal(2, (await host.ApiAsync("/api/v1/records?tool=filter_*")).Items.Count);
        Assert.Single((await host.ApiAsync("/api/v1/records?text=needle%25_")).Items);
        Assert.Empty((await host.ApiAsync("/api/v1/records?text=needle__")).Items);
        Assert.Equal(2, (await host.ApiAsync("/api/v1/records?tool=drop_filter&outcome=denied&caller=mallory&server=up")).Items.Count);
        Assert.Empty((await host.ApiAsync("/api/v1/records?tool=drop_filter&caller=engineer")).Items);
        Assert.Empty((await host.ApiAsync("/api/v1/records?tool=filter_me&to=2020-01-01T00:00:00Z")).Items);
        Assert.Equal(2, (await host.ApiAsync("/api/v1/records?tool=filter_me&from=2020-01-01T00:00:00Z")).Items.Count);
        Assert.Empty((await host.ApiAsync("/api/v1/records?tool=filter_me&masked=true")).Items);
        Assert.All((await host.ApiAsync("/api/v1/sessions?caller=mallory")).Items, session => Assert.Equal("mallory", session.GetProperty("caller").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Caller_OfTheApi_SeesOwnSessionsOnly()
    {
        await host.SendAsync(PortalHost.Call("mine"), PortalHost.Reader, "narrow");
        await host.SendAsync(PortalHost.Call("theirs"));
        await host.SendAsync(PortalHost.Call("theirs"), token: null);
        var theirs = (await host.ApiAsync("/api/v1/sessions?caller=engineer&take=1")).Items[0];

        var sessions = (await host.ApiAsync("/api/v1/sessions", PortalHost.Reader)).Items;
        var records = (await host.ApiAsync("/api/v1/records?take=500", PortalHost.Reader)).Items;

        Assert.All(sessions, session => Assert.Equal("reader", session.GetProperty("caller").GetProperty("name").GetString()));
        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.Contains(Session(record), sessions.Select(Id)));
        AssertProblem(404, await host.ApiAsync($"/api/v1/sessions/{Id(theirs)}", PortalHost.Reader));
        AssertProblem(404, await host.ApiAsync($"/api/v1/sessions/{Id(theirs)}/records", PortalHost.Reader));
        Assert.Empty((await host.ApiAsync("/api/v1/sessions?caller=engineer", PortalHost.Reader)).Items);
        Assert.Empty((await host.ApiAsync("/api/v1/records?tool=theirs", PortalHost.Reader)).Items);
    }

    [Fact]
    public async Task Token_OfAnotherCaller_IsNotFoundToRevoke()
    {
        await host.OwnAsync("engineer", "engineer");
        var issued = await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Engineer, """{"name":"kept"}""");

        AssertProblem(404, await host.ApiAsync(HttpMethod.Delete, $"/api/v1/tokens/{Id(issued.Json)}", PortalHost.Mallory));
        AssertProblem(403, await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Mallory, """{"name":"n","serviceAccount":"admin"}"""));
        AssertProblem(400, await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Mallory, """{"name":"n","days":400}"""));
        Assert.Equal(200, (await host.SendAsync(PortalHost.Call("echo"), issued.Json.GetProperty("token").GetString())).Status);
    }

    [Fact]
    public async Task Refusal_OfTheApi_IsRecorded()
    {
        using var watch = host.Watch();

        await host.ApiAsync("/api/v1/sessions", "pt_wrong-0123456789abcdef");
        await host.ApiAsync(HttpMethod.Delete, "/api/v1/servers/up", PortalHost.Engineer);

        // PCI DSS 10.2.1.4: all invalid logical access attempts.
        Assert.Equal(2, watch.Seen.Count(record => record.Outcome == Portal.Data.Sessions.RecordOutcome.Denied));
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static string? Session(JsonElement record) => record.GetProperty("session").GetString();

    private static void AssertProblem(int status, Reply reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(status, reply.Json.GetProperty("status").GetInt32());
    }

    private async Task<List<JsonElement>> PagesAsync(string path)
    {
        var items = new List<JsonElement>();
        string? after = null;
        for (var page = 0; page < 500; page++)
        {
            var reply = await host.ApiAsync(path + (after is null ? "" : $"&after={after}"));
            items.AddRange(reply.Items);
            if ((after = reply.Next) is null)
            {
                return items;
            }
        }

        throw new InvalidOperationException("The pages do not end.");
    }
}
