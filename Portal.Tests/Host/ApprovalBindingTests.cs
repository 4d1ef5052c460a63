using System.Text.Json;
using Portal.Data.Approvals;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>What an approval covers beside the arguments: headers and metadata that reach the server.</summary>
public sealed class ApprovalBindingTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    [Theory]
    [InlineData("""{"claudecode/toolUseId":"toolu_1"}""", """{"claudecode/toolUseId":"toolu_2"}""")]
    [InlineData("""{"vscode.requestId":"1","vscode.conversationId":"2"}""", """{"vscode.requestId":"3","vscode.conversationId":"2"}""")]
    [InlineData("""{"progressToken":1}""", """{"progressToken":2}""")]
    [InlineData("""{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","tracestate":"b=1,t@v=2"}""", """{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-00","tracestate":"b=2"}""")]
    [InlineData("""{"portal/justification":"why"}""", """{"portal/justification":"because"}""")]
    [InlineData("{}", """{"vscode.requestId":"1"}""")]
    [InlineData("""{"mode":"a","n":1.0}""", """{"n":1,"mode":"a"}""")]
    public async Task Retry_ThatDiffersInWhatIsNotBound_UsesItsApproval(string first, string second)
    {
        var (tool, _) = await ApprovedAsync(first);

        UpstreamCall? seen = null;
        var reply = await host.CallAsync(tool, meta: second, script: call =>
        {
            seen = call;
            return call.TextAsync("done");
        });

        Assert.Equal("done", reply.ToolText);
        Assert.DoesNotContain("claudecode", seen!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("vscode", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("portal/", seen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", """{"mode":"write"}""")]
    [InlineData("""{"mode":"read"}""", """{"mode":"write"}""")]
    [InlineData("""{"mode":"read"}""", "{}")]
    [InlineData("""{"baggage":"a=1"}""", """{"baggage":"a=2"}""")]
    [InlineData("""{"ProgressToken":1}""", """{"ProgressToken":2}""")]
    [InlineData("""{"vscode.requestid":1}""", """{"vscode.requestid":2}""")]
    [InlineData("""{"portal/limit":1}""", """{"portal/limit":2}""")]
    [InlineData("""{"portal/Justification":"a"}""", """{"portal/Justification":"b"}""")]
    [InlineData("""{"progressToken":{"limit":1}}""", """{"progressToken":{"limit":2}}""")]
    [InlineData("""{"traceparent":"limit 1"}""", """{"traceparent":"limit 2"}""")]
    [InlineData("""{"tracestate":["limit 1"]}""", """{"tracestate":["limit 2"]}""")]
    [InlineData("""{"tracestate":"limit 1"}""", """{"tracestate":"limit 2"}""")]
    public async Task Retry_ThatDiffersInBoundMetadata_IsHeldAgain(string first, string second)
    {
        var (tool, ticket) = await ApprovedAsync(first);

        var (reply, again) = await host.HoldAsync(tool, meta: second);

        Assert.NotEqual(ticket, again.TicketId);
        await host.DecideAsync(again.TicketId, "deny");
        Assert.Contains("-32011", (await reply).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Tenant", "acme", "umbrella")]
    [InlineData("X-Tenant", null, "acme")]
    [InlineData("X-Tenant", "acme", null)]
    [InlineData("Mcp-Param-Limit", "5", "5000")]
    [InlineData("Mcp-New", "a", "A")]
    public async Task Retry_ThatDiffersInABoundHeader_IsHeldAgain(string name, string? first, string? second)
    {
        var (tool, ticket) = await ApprovedAsync("{}", Add(name, first));

        var call = await host.HeldByAsync(tool, () => host.CallAsync(tool, change: Add(name, second)));

        Assert.NotEqual(ticket, call.Ticket.TicketId);
        await host.DecideAsync(call.Ticket.TicketId, "deny");
        await call.Call;
    }

    [Fact]
    public async Task Retry_WithTheSameHeaders_UsesItsApproval()
    {
        var (tool, _) = await ApprovedAsync("{}", Add("X-Tenant", "acme"));

        var reply = await host.CallAsync(tool, script: call => call.TextAsync("done"), change: Add("x-tenant", "acme"));

        Assert.Equal("done", reply.ToolText);
    }

    [Fact]
    public async Task Ticket_ShowsHeadersAndMetadata_Masked()
    {
        var (_, ticket) = await ApprovedAsync(
            $$"""{"card":"{{PortalHost.Pan}}","vscode.requestId":"7","progressToken":1}""", Add("X-Tenant", $"acme {PortalHost.Pan}"));

        var shown = (await host.ApiAsync(HttpMethod.Get, $"/api/v1/approvals/{ticket}", host.Tokens["ann"])).Json;

        Assert.Equal($"acme {PortalHost.MaskedPan}", shown.GetProperty("headers").GetProperty("x-tenant").GetString());
        var meta = shown.GetProperty("meta");
        Assert.Equal(PortalHost.MaskedPan, meta.GetProperty("card").GetString());
        Assert.Equal("7", meta.GetProperty("vscode.requestId").GetString());
        Assert.False(meta.TryGetProperty("progressToken", out _));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task InlineApproval_OfACallWithAnUnboundIdentifier_DoesNotSendIt()
    {
        UpstreamCall? seen = null;
        var (reply, ticket) = await host.HoldAsync(NewTool(), """{ "a" : 1.0 }""", meta: """{ "claudecode/toolUseId" : "toolu_1" , "kept":1e0 }""", script: call =>
        {
            seen = call;
            return call.TextAsync("done");
        });
        await host.DecideAsync(ticket.TicketId, "approve");
        await reply;

        Assert.Contains("""
            "arguments":{ "a" : 1.0 },"_meta":{"kept":1e0}
            """, seen!.Text, StringComparison.Ordinal);
    }

    private static Action<HttpRequestMessage> Add(string name, string? value) => request =>
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    };

    private static string NewTool() => $"send_{Guid.NewGuid():N}"[..20];

    // A call that was held, was given up by its client, and then approved: its approval waits for a retry.
    private async Task<(string Tool, Guid Ticket)> ApprovedAsync(string meta, Action<HttpRequestMessage>? change = null)
    {
        var tool = NewTool();
        using var gone = new CancellationTokenSource();
        var (call, ticket) = await host.HeldByAsync(tool, () => host.CallAsync(tool, meta: meta, gone: gone, change: change));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve")).Status);
        Assert.Equal(TicketState.Approved, (await host.TicketAsync(ticket.TicketId)).State);
        return (tool, ticket.TicketId);
    }
}
