using Portal.Data.Approvals;

namespace Portal.Tests.Host;

public sealed class ApprovalLimitTests(ImpatientApprovalHost host) : IClassFixture<ImpatientApprovalHost>
{
    [Fact]
    public async Task HeldCalls_MoreThanTheLimit_AreRefusedUntilSomeAreDecided()
    {
        var first = await host.CallAsync("send_mail", """{"n":1}""");
        await host.CallAsync("send_mail", """{"n":2}""");

        var third = await host.CallAsync("send_mail", """{"n":3}""");

        Assert.Contains("2 calls of yours wait already", third.ToolText, StringComparison.Ordinal);
        ApprovalTests.AssertOutcome(third, -32012, null, "mail");

        // A call that waits already may be asked for again, and others have a limit of their own.
        var ticket = Outcome(first);
        Assert.Equal(ticket, Outcome(await host.CallAsync("send_mail", """{"n":1}""")));
        Assert.NotEqual(Guid.Empty, Outcome(await host.CallAsync("send_mail", """{"n":1}""", PortalHost.Mallory)));

        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/approvals/{ticket}/withdraw", PortalHost.Engineer)).Status);
        Assert.Equal(TicketState.Withdrawn, (await host.TicketAsync(ticket)).State);
        Assert.NotEqual(Guid.Empty, Outcome(await host.CallAsync("send_mail", """{"n":3}""")));
    }

    private static Guid Outcome(Reply reply) => reply.Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/outcome").GetProperty("ticket").GetGuid();
}
