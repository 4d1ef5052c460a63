using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Tests.Gateway.Masking;

namespace Portal.Tests.Host;

public sealed class CardSearchApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task CardSearch_RecordsUnderTwoKeys_AreFoundWithTheirSessions()
    {
        var card = TestCards.Complete("453201511283036");
        await host.SendAsync(PortalHost.Call("searched", $$"""{"card":"{{card}}"}"""));
        var rotated = await host.ApiAsync(HttpMethod.Post, "/api/v1/keys/card-index/rotate", PortalHost.Admin);
        Assert.Equal(200, rotated.Status);
        await host.SendAsync(PortalHost.Call("searched"), PortalHost.Mallory, script: call => call.TextAsync($"it is {card[..4]} {card[4..8]} {card[8..12]} {card[12..]}, twice: {card}"));

        var found = (await SearchAsync(card)).Json;

        Assert.Equal(2, found.GetProperty("count").GetInt32());
        Assert.Equal(["response", "request"], found.GetProperty("items").EnumerateArray().Select(record => record.GetProperty("direction").GetString()));
        Assert.All(found.GetProperty("items").EnumerateArray(), record => Assert.Equal("searched", record.GetProperty("tool").GetString()));
        Assert.Equal(["engineer", "mallory"], found.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("caller").GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Null, found.GetProperty("next").ValueKind);
        host.AssertNothingLeaked(card);
    }

    [Fact]
    public async Task CardSearch_CardInTheIdOfACall_IsFoundInBothMessages()
    {
        var card = TestCards.Complete("471600123456789");

        var reply = await host.SendAsync(PortalHost.Call("card_as_id", id: $"\"{card}\""));

        Assert.Equal(card, reply.Id.GetString());
        var found = (await SearchAsync(card)).Json;
        Assert.Equal(["response", "request"], found.GetProperty("items").EnumerateArray().Select(record => record.GetProperty("direction").GetString()));
        host.AssertNothingLeaked(card);
    }

    [Fact]
    public async Task CardSearch_CardInTheIdOfAnEvent_IsFound()
    {
        var card = TestCards.Complete("471600987654321");

        await host.CallAsync(call => call.AnswerAsync($"id: {card}\ndata: {{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{}}}}\n\n", "text/event-stream"));

        Assert.Equal(1, (await SearchAsync(card)).Json.GetProperty("count").GetInt32());
        host.AssertNothingLeaked(card);
    }

    [Fact]
    public async Task CardIndex_OfARefusedMessage_IsBounded()
    {
        var cards = Enumerable.Range(0, 1500).Select(number => TestCards.Complete($"47160155{number:D7}")).ToList();
        var arguments = $$"""{"cards":[{{string.Join(',', cards.Select(card => $"\"{card}\""))}}]}""";

        var refused = await host.SendAsync(PortalHost.Call("flood", arguments), PortalHost.Nobody);
        Assert.Contains("-32010", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await SearchAsync(cards[0])).Json.GetProperty("count").GetInt32());
        Assert.Equal(0, (await SearchAsync(cards[^1])).Json.GetProperty("count").GetInt32());

        await host.SendAsync(PortalHost.Call("flood", arguments));
        Assert.Equal(1, (await SearchAsync(cards[^1])).Json.GetProperty("count").GetInt32());
        host.AssertNothingLeaked(cards[^1]);
    }

    [Theory]
    [InlineData("6011 0009 9013 9424")]
    [InlineData("6011-0009-9013-9424")]
    [InlineData("６０１１０００９９０１３９４２４")]
    [InlineData("٦٠١١٠٠٠٩٩٠١٣٩٤٢٤")]
    public async Task CardSearch_HoweverItIsWritten_FindsTheSame(string written)
    {
        await host.SendAsync(PortalHost.Call("written", """{"card":"6011000990139424"}"""));
        Assert.InRange((await SearchAsync(written)).Json.GetProperty("count").GetInt32(), 1, 4);
        host.AssertNothingLeaked("6011000990139424", written);
    }

    [Fact]
    public async Task CardSearch_PageByPage_ComesExactlyOnce()
    {
        var card = TestCards.Complete("559049607431234");
        for (var call = 0; call < 5; call++)
        {
            await host.SendAsync(PortalHost.Call($"page_{call}", $$"""{"card":"{{card}}"}"""));
        }

        var tools = new List<string?>();
        var after = "null";
        do
        {
            var page = (await SendAsync($$"""{"pan":"{{card}}","take":2,"after":{{after}}}""")).Json;
            Assert.Equal(5, page.GetProperty("count").GetInt32());
            tools.AddRange(page.GetProperty("items").EnumerateArray().Select(record => record.GetProperty("tool").GetString()));
            after = page.GetProperty("next").GetRawText();
        }
        while (after != "null");

        Assert.Equal(["page_4", "page_3", "page_2", "page_1", "page_0"], tools);
    }

    [Fact]
    public async Task CardSearch_Made_IsARecordWithWhoAndHowManyAndNothingOfTheNumber()
    {
        const string Card = "3530111333300000";
        await host.SendAsync(PortalHost.Call("counted", $$"""{"card":"{{Card}}"}"""));
        await SearchAsync(Card);
        await SearchAsync("5105105105105100");

        var controls = (await host.ApiAsync("/api/v1/records?text=%22records%22")).Items.Where(record => record.GetProperty("method").GetString() == "portal/card-search").Select(record => record.GetProperty("payload").GetString()!).ToList();

        Assert.All(controls.Take(2), payload => Assert.Contains("\"actor\":\"auditor\"", payload, StringComparison.Ordinal));
        Assert.Contains(controls, payload => payload.Contains("\"records\":\"1\"", StringComparison.Ordinal));
        Assert.Contains(controls, payload => payload.Contains("\"records\":\"0\"", StringComparison.Ordinal));
        Assert.All(controls, payload => Assert.All(["353011", "510510", "0000\"", "5100\""], part => Assert.DoesNotContain(part, payload, StringComparison.Ordinal)));
        host.AssertNothingLeaked(Card, "5105105105105100");
    }

    [Theory]
    [InlineData("""{"pan":"400000000000000200"x}""")]
    [InlineData("""{"pan":"40000000000000020x"}""")]
    [InlineData("""{"pan":"4000000000000002000000"}""")]
    [InlineData("""{"pan":4000000000000002}""")]
    [InlineData("""{"4000000000000002":1}""")]
    [InlineData("""{"pan":"4000000000000002","4000000000000002":"4000000000000002"}""")]
    [InlineData("""{"pan":"4000000000000002","after":"4000000000000002"}""")]
    [InlineData("""{"pan":"4000000000000002","take":4000000000000002}""")]
    [InlineData("""{"pan":"4000000000000002","take":0}""")]
    [InlineData("""["4000000000000002"]""")]
    [InlineData(""" 4000000000000002 """)]
    [InlineData("""{"pan":"4000000000000002"} {"pan":"4000000000000002"}""")]
    [InlineData("""{"pan":"4000000000000002\ud800"}""")]
    [InlineData("")]
    public async Task CardSearch_BadInput_IsAProblemThatRepeatsNothing(string body)
    {
        var reply = await SendAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.DoesNotContain("4000000000000002", reply.Text, StringComparison.Ordinal);
        host.AssertNothingLeaked("4000000000000002");
    }

    [Fact]
    public async Task CardSearch_HugeBody_IsAProblem() => Assert.Equal(400, (await SendAsync($$"""{"pan":"{{new string('4', 1_000_000)}}"}""")).Status);

    [Fact]
    public async Task CardSearch_InvalidUtf8_IsAProblem()
    {
        using var request = host.Message(HttpMethod.Post, "/api/v1/card-search", PortalHost.Auditor, null);
        request.Content = new ByteArrayContent([.. "{\"pan\":\""u8, 0xFF, .. "\"}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        Assert.Equal(400, (await host.SendAsync(request)).Status);
    }

    [Fact]
    public async Task CardSearch_NumberInTheAddress_IsAProblemThatRepeatsNothing()
    {
        var reply = await host.ApiAsync(HttpMethod.Post, "/api/v1/card-search?pan=4000000000000002", PortalHost.Auditor, "{}");
        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain("4000000000000002", reply.Text, StringComparison.Ordinal);
        host.AssertNothingLeaked("4000000000000002");
    }

    [Theory]
    [InlineData(PortalHost.Engineer, 403)]
    [InlineData(PortalHost.Expired, 401)]
    [InlineData(null, 401)]
    [InlineData(PortalHost.Admin, 200)]
    [InlineData(PortalHost.Auditor, 200)]
    public async Task CardSearch_ByRole_IsForAdministratorsAndAuditors(string? token, int status)
    {
        Assert.Equal(status, (await SendAsync("""{"pan":"4000000000000002"}""", token)).Status);
        host.AssertNothingLeaked("4000000000000002");
    }

    [Fact]
    public async Task CardSearch_CannotBeRecorded_IsRefusedWithoutAnAnswer()
    {
        host.Store.Before = _ => throw new IOException("disk full");
        try
        {
            var reply = await SearchAsync("4000000000000002");
            Assert.Equal(503, reply.Status);
            Assert.DoesNotContain("count", reply.Text, StringComparison.Ordinal);
        }
        finally
        {
            host.Store.Before = null;
        }

        await host.AssertServesAsync();
    }

    [Fact]
    public async Task OpenApi_CardSearch_HasNoNumberInIt()
    {
        var text = (await host.ApiAsync("/openapi/v1.json", null)).Text;
        Assert.Contains("card-search", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{12,}", text);
    }

    private Task<Reply> SearchAsync(string card) => SendAsync(JsonSerializer.Serialize(new { pan = card }));

    private async Task<Reply> SendAsync(string body, string? token = PortalHost.Auditor) => await host.ApiAsync(HttpMethod.Post, "/api/v1/card-search", token, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body)));
}
