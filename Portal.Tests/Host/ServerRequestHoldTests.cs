using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Approvals;
using Portal.Data.Servers;
using Portal.Data.Sessions;
using Portal.Gateway.Routing;

namespace Portal.Tests.Host;

/// <summary>What servers want of their clients' users and models, held until a person has decided.</summary>
public sealed class ServerRequestHoldTests(ApprovalHost host) : IClassFixture<ApprovalHost>, IAsyncLifetime
{
    private const string Elicitation = "elicitation/create";
    private const string Form = """{"message":"Which city?","requestedSchema":{"type":"object","properties":{"city":{"type":"string"}}}}""";
    private const string BadForm = """{"message":"Sign in","requestedSchema":{"type":"object","properties":{"password":{"type":"string"}}}}""";
    private const string Prompt = """{"messages":[{"role":"user","content":{"type":"text","text":"Summarise"}}],"maxTokens":10}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerRegistry Servers => host.Services.GetRequiredService<ServerRegistry>();

    public async ValueTask InitializeAsync() => await SetAsync(ServerRequestSetting.Hold);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("sse", Elicitation, Form)]
    [InlineData("get", Elicitation, Form)]
    [InlineData("sse", "sampling/createMessage", Prompt)]
    public async Task Request_Approved_ReachesTheClientWhoseAnswerReachesTheServer(string kind, string method, string parameters)
    {
        using var watch = host.Watch();
        using var call = await HeldStreamCall.OpenAsync(host, kind);
        var id = NewId();
        var ticket = await call.AskAsync(id, method, parameters);
        await call.ProgressAsync("meanwhile");

        Assert.DoesNotContain(id, call.Client.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve")).Status);
        await call.Client.SeenAsync(HeldStreamCall.Message(id, method, parameters));
        await host.SendAsync($$"""{"jsonrpc":"2.0","id":"{{id}}","result":{"action":"accept","content":{"city":"Bern"} } }""");

        Assert.Equal("accept", (await call.AnswerToAsync(id)).GetProperty("result").GetProperty("action").GetString());
        Assert.Contains("\"result\"", kind == "sse" ? await call.EndAsync() : "\"result\"", StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record.Method == method && record is { From: RecordOrigin.Server, Outcome: RecordOutcome.Held } && record.Rule!.StartsWith("server setting", StringComparison.Ordinal));
        Assert.Contains(watch.Seen, record => record is { Method: RecordMethods.ApprovalUsed, Outcome: RecordOutcome.Approved } && RecordWatch.PayloadOf(record).Contains(ticket.TicketId.ToString(), StringComparison.Ordinal));
        var stored = await host.TicketAsync(ticket.TicketId);
        Assert.Equal((method, method, parameters, 1), (stored.Method, stored.Tool, stored.Arguments, stored.Quorum));
        Assert.Equal(kind == "get" ? null : "during tools/call ask", stored.Condition);
        Assert.Equal(kind == "get" ? null : "ask", stored.Parameters is { } during ? JsonElement.Parse(during).GetProperty("name").GetString() : null);
        Assert.NotNull(stored.Claimed);
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("get")]
    public async Task Request_Denied_IsAnsweredInTheClientsPlaceAndTheStreamGoesOn(string kind)
    {
        using var call = await HeldStreamCall.OpenAsync(host, kind);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);

        await DecideAsync(ticket.TicketId, "deny");

        AssertRefused(await call.AnswerToAsync(id), "A person denied it");
        await call.ProgressAsync("afterwards");
        Assert.DoesNotContain(id, await call.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithdrawnByItsCaller_IsAnsweredInTheClientsPlace()
    {
        using var call = await HeldStreamCall.OpenAsync(host, token: host.Tokens["una"]);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);

        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "withdraw", "una", "{}")).Status);

        AssertRefused(await call.AnswerToAsync(id), "took it back");
    }

    [Fact]
    public async Task Request_NobodyDecidesOn_ExpiresByTheClock()
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);

        host.Clock.Set(TimeSpan.FromMinutes(31));
        await host.AdvanceUntilAsync(call.AnswerToAsync(id), TimeSpan.FromSeconds(2));

        AssertRefused(await call.AnswerToAsync(id), "Nobody approved it in time");
        Assert.Equal(TicketState.Expired, (await host.TicketAsync(ticket.TicketId)).State);
        Assert.DoesNotContain(id, await call.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OfOnesOwnStream_IsDecidedBySomebodyElse()
    {
        using var call = await HeldStreamCall.OpenAsync(host, token: host.Tokens["una"]);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);

        Assert.Equal(403, (await host.DecideAsync(ticket.TicketId, "approve", "una")).Status);
        Assert.Equal(TicketState.Pending, (await host.TicketAsync(ticket.TicketId)).State);
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve", "ann")).Status);
        await call.Client.SeenAsync(id);
    }

    [Theory]
    [InlineData("server")]
    [InlineData("client")]
    public async Task Request_WhoseStreamEndsBeforeTheDecision_IsOverAndTheServerKnows(string side)
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);
        var expired = host.ChangedAsync(ticket.TicketId, TicketState.Expired);

        if (side == "server")
        {
            Assert.DoesNotContain(id, await call.EndAsync(), StringComparison.Ordinal);
        }
        else
        {
            call.Client.Dispose();
        }

        AssertRefused(await call.AnswerToAsync(id), "stream ended");
        await expired;
        Assert.NotEqual(200, (await host.DecideAsync(ticket.TicketId, "approve")).Status);
    }

    [Fact]
    public async Task Request_TheServerTakesBack_IsOverWithoutAnAnswer()
    {
        using var watch = host.Watch();
        using var call = await HeldStreamCall.OpenAsync(host);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);
        var expired = host.ChangedAsync(ticket.TicketId, TicketState.Expired);

        await call.SendAsync($$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"{{id}}"} }""");

        await expired;
        await call.EndAsync();
        Assert.DoesNotContain(watch.Seen, record => record.From == RecordOrigin.Portal && record.RpcId == $"\"{id}\"");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_HeldWhenThePortalStops_DoesNotStayPending(bool killed)
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var ticket = await call.AskAsync(NewId(), Elicitation, Form);

        await host.RestartAsync(() =>
        {
            if (killed)
            {
                using var connection = host.OpenDatabase();
                PortalHost.Execute(connection, "UPDATE \"ApprovalTickets\" SET \"State\" = 0, \"Decided\" = NULL, \"Record\" = NULL WHERE \"Method\" = 'elicitation/create'");
            }

            return Task.CompletedTask;
        });
        if (killed)
        {
            await host.AdvanceUntilAsync(host.ChangedAsync(ticket.TicketId, TicketState.Expired), TimeSpan.FromSeconds(12));
        }

        Assert.Equal(TicketState.Expired, (await host.TicketAsync(ticket.TicketId)).State);
    }

    [Fact]
    public async Task Setting_ChangedWhileARequestIsHeld_EndsItsTicket()
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form);

        await SetAsync(ServerRequestSetting.Deny);
        var approved = await host.DecideAsync(ticket.TicketId, "approve");
        await host.AdvanceUntilAsync(call.AnswerToAsync(id), TimeSpan.FromSeconds(2));

        Assert.NotEqual(200, approved.Status);
        Assert.Equal(TicketState.Expired, (await host.TicketAsync(ticket.TicketId)).State);
        Assert.DoesNotContain(id, await call.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithACardNumber_IsMaskedOnTheTicketAndForTheClient()
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var id = NewId();
        var ticket = await call.AskAsync(id, Elicitation, Form.Replace("Which city?", $"Charge {PortalHost.Pan}?", StringComparison.Ordinal));

        var stored = await host.TicketAsync(ticket.TicketId);
        await DecideAsync(ticket.TicketId, "approve");
        await call.Client.SeenAsync(id);

        Assert.Contains(PortalHost.MaskedPan, stored.Arguments, StringComparison.Ordinal);
        Assert.NotNull(stored.HashKeyVersion);
        Assert.DoesNotContain(PortalHost.Pan, await call.EndAsync(), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Requests_InAFlood_AreBounded()
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var ids = Enumerable.Range(0, 12).Select(_ => NewId()).ToList();
        var tickets = new List<Guid>();
        foreach (var id in ids.Take(5))
        {
            tickets.Add((await call.AskAsync(id, Elicitation, Form)).TicketId);
        }

        foreach (var id in ids.Skip(5))
        {
            await call.SendAsync(HeldStreamCall.Message(id, Elicitation, Form));
            AssertRefused(await call.AnswerToAsync(id), "too many");
        }

        Assert.Equal(5, tickets.Distinct().Count());
        await DecideAsync(tickets[0], "approve");
        await call.Client.SeenAsync(ids[0]);
        await call.AskAsync(NewId(), Elicitation, Form);
        await call.EndAsync();
    }

    [Theory]
    [InlineData("elicitation/create", BadForm, "asks for a password")]
    [InlineData("elicitation/create", """{"message":"Which city?","message":"Your name?","requestedSchema":{}}""", "cannot be shown")]
    [InlineData("sampling/createMessage", """{"messages":[]},"Params":{"messages":[1]}""", "cannot be shown")]
    public async Task Request_ThatNobodyCouldJudgeOrAllow_IsRefusedAtOnce(string method, string parameters, string reason)
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var id = NewId();

        await call.SendAsync(HeldStreamCall.Message(id, method, parameters));

        AssertRefused(await call.AnswerToAsync(id), reason);
        Assert.DoesNotContain(id, await call.EndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"q\":{\"method\":\"elicitation/create\",\"params\":" + Form + "}}}")]
    [InlineData("\"error\":{\"code\":-32042,\"message\":\"go\",\"data\":{\"elicitations\":[{\"mode\":\"url\",\"url\":\"https://login.example.com/\"}]}}")]
    public async Task Result_ThatAsks_RefusesTheCallAndSaysWhatToDo(string member)
    {
        var reply = await host.SendAsync(PortalHost.Call("ask"), script: call => call.AnswerAsync($$"""{"jsonrpc":"2.0","id":{{call.Id}},{{member}}}"""));

        Assert.Contains("-32010", reply.Text, StringComparison.Ordinal);
        Assert.Contains("An administrator of the portal wants a person to approve it first", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_OverTheApi_SaysWhichMethodItIsAbout()
    {
        using var call = await HeldStreamCall.OpenAsync(host);
        var ticket = await call.AskAsync(NewId(), Elicitation, Form);

        var shown = (await host.ApiAsync($"/api/v1/approvals/{ticket.TicketId}", host.Tokens["ann"])).Json;

        Assert.Equal((Elicitation, "server setting: elicitation"), (shown.GetProperty("method").GetString(), shown.GetProperty("rule").GetString()));
        Assert.Equal("Which city?", shown.GetProperty("arguments").GetProperty("message").GetString());
        await call.EndAsync();
    }

    private static void AssertRefused(JsonElement answer, string reason)
    {
        var error = answer.GetProperty("error");
        Assert.Equal(-1, error.GetProperty("code").GetInt32());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task DecideAsync(Guid ticket, string decision)
    {
        var reply = await host.DecideAsync(ticket, decision);
        Assert.True(reply.Status == 200, reply.Text);
    }

    private static string NewId() => $"ask-{Guid.NewGuid():N}";

    private async Task SetAsync(ServerRequestSetting setting) =>
        Assert.Empty(await Servers.SaveAsync(Servers.Servers["up"] with { Sampling = setting, Elicitation = setting }, keepHeaders: true, Cancel));
}
