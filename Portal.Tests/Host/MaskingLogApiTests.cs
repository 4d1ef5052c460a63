namespace Portal.Tests.Host;

public sealed class MaskingLogApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task MaskingLog_CallWithCards_HasARowForEachPlaceAndNeverTheValue()
    {
        await host.SendAsync(PortalHost.Call("log_rows", $$"""{"card":"{{PortalHost.Pan}}","cvv":"123"}"""), script: call => call.TextAsync($"{PortalHost.Pan} and {PortalHost.Pan}"));

        var rows = (await host.ApiAsync("/api/v1/masking-log?tool=log_rows")).Items;

        Assert.Equal(3, rows.Count);
        Assert.Equal(("$.result.content[0].text", 2, "server", "response"), (Text(rows[0], "path"), rows[0].GetProperty("count").GetInt32(), Text(rows[0], "from"), Text(rows[0], "direction")));
        Assert.Equal([("pan", "$.params.arguments.card"), ("cvv", "$.params.arguments.cvv")], rows.Skip(1).Select(row => (Text(row, "kind"), Text(row, "path"))).OrderByDescending(row => row.Item1));
        Assert.Equal(
            ["fieldSaysCardNumber networkCheckDigit", "fieldSaysCode", "networkCheckDigit"],
            rows.Select(row => string.Join(' ', Reasons(row))).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(
            ("cardholder data", 1, "mask", "up", "engineer"),
            (Text(row, "rule"), row.GetProperty("ruleVersion").GetInt32(), Text(row, "action"), Text(row, "server"), Text(row, "caller"))));
        var records = (await host.ApiAsync("/api/v1/records?tool=log_rows")).Items;
        Assert.Equal(records.Select(record => record.GetProperty("id").GetString()), rows.Select(row => Text(row, "record")).Distinct());
        var masked = records[0].GetProperty("masked")[0];
        Assert.Equal(("pan", 1, "mask", 2), (Text(masked, "kind"), masked.GetProperty("ruleVersion").GetInt32(), Text(masked, "action"), masked.GetProperty("count").GetInt32()));
        Assert.Equal(["networkCheckDigit"], Reasons(masked));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task MaskingLog_RowWithoutReasons_IsReadAsBefore()
    {
        await host.SendAsync(PortalHost.Call("log_older", $$"""{"card":"{{PortalHost.Pan}}"}"""));
        using var connection = host.OpenDatabase();
        PortalHost.Execute(connection, """UPDATE "MaskingLog" SET "Why" = NULL WHERE "Position" IN (SELECT "Position" FROM "Records" WHERE "Tool" = 'log_older')""");

        Assert.Empty(Reasons(Assert.Single((await host.ApiAsync("/api/v1/masking-log?tool=log_older")).Items)));
    }

    [Fact]
    public async Task MaskingLog_Filters_NarrowWhatIsFound()
    {
        await host.SendAsync(PortalHost.Call("log_filter", $$"""{"card":"{{PortalHost.Pan}}","cvv":"123"}"""), PortalHost.Mallory);
        async Task<int> CountAsync(string query) => (await host.ApiAsync("/api/v1/masking-log?tool=log_f*&" + query)).Items.Count;

        Assert.Equal(2, await CountAsync(""));
        Assert.Equal(1, await CountAsync("kind=pan"));
        Assert.Equal(0, await CountAsync("kind=track"));
        Assert.Equal(2, await CountAsync("rule=cardholder%20data&action=mask&server=up&caller=mall"));
        Assert.Equal(0, await CountAsync("rule=other"));
        Assert.Equal(0, await CountAsync("action=token"));
        Assert.Equal(0, await CountAsync("server=narrow"));
        Assert.Equal(0, await CountAsync("caller=engineer"));
        Assert.Equal(2, await CountAsync("from=2020-01-01T00:00:00Z"));
        Assert.Equal(0, await CountAsync("to=2020-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task MaskingLog_PageByPage_ComesExactlyOnceNewestFirst()
    {
        for (var call = 0; call < 5; call++)
        {
            await host.SendAsync(PortalHost.Call("log_paged", $$"""{"a":"{{PortalHost.Pan}}","b":"{{PortalHost.Pan}}","c":"{{PortalHost.Pan}}"}"""));
        }

        var all = (await host.ApiAsync("/api/v1/masking-log?tool=log_paged&take=500")).Items.Select(row => row.GetRawText()).ToList();
        var paged = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = (await host.ApiAsync($"/api/v1/masking-log?tool=log_paged&take=2{next}")).Json;
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetRawText()));
            next = page.GetProperty("next").GetString() is { } cursor ? "&after=" + cursor : null;
        }

        Assert.Equal(15, all.Count);
        Assert.Equal(all, paged);
        Assert.Equal(["$.params.arguments.a", "$.params.arguments.b", "$.params.arguments.c"], (await host.ApiAsync("/api/v1/masking-log?tool=log_paged&take=3")).Items.Select(row => Text(row, "path")));
    }

    [Fact]
    public async Task MaskingLog_CallerWithoutTheRole_SeesOwnRowsOnly()
    {
        await host.SendAsync(PortalHost.Call("log_own", $$"""{"card":"{{PortalHost.Pan}}"}"""), PortalHost.Mallory);
        Assert.Single((await host.ApiAsync("/api/v1/masking-log?tool=log_own", PortalHost.Mallory)).Items);
        Assert.Empty((await host.ApiAsync("/api/v1/masking-log?tool=log_own", PortalHost.Engineer)).Items);
        Assert.Equal(401, (await host.ApiAsync("/api/v1/masking-log", null)).Status);
    }

    [Theory]
    [InlineData("take=0")]
    [InlineData("take=501")]
    [InlineData("after=x")]
    [InlineData("after=AAAAAAAAAAAAAAAA")]
    [InlineData("action=erase")]
    [InlineData("from=yesterday")]
    public async Task MaskingLog_FilterThatCannotBeRead_IsAProblem(string query) => Assert.Equal(400, (await host.ApiAsync("/api/v1/masking-log?" + query)).Status);

    private static string[] Reasons(System.Text.Json.JsonElement row) => [.. row.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];

    private static string? Text(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetString();
}
