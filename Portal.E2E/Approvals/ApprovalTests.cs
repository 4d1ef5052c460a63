using System.Text.Json;
using Portal.E2E.Targets;

namespace Portal.E2E.Approvals;

/// <summary>Approvals with the portal as a process, public clients and a public JOSE library.</summary>
public sealed class ApprovalTests
{
    private const string Arguments = """{"limit":5000}""";

    private static readonly TimeSpan Long = Outer.Limit;

    // Less than the portal itself waits. On a busy machine the call may not be held within the first ones.
    private static readonly int[] PatienceSeconds = [2, 5, 15, 40, 40, 40];

    /// <summary>
    /// Slow human: the client gives up, the portal is killed and started again, a person approves afterwards, and of the client's identical retries exactly one
    /// passes. The real minutes are in <c>Portal.Tests</c>, where the clock is the test's; here the process and its death are real.
    /// </summary>
    [Fact]
    public async Task HeldCall_ClientGivesUpAndPortalIsKilled_OneRetryPassesAfterTheApproval()
    {
        await using var portal = await HeldPortal.StartAsync();
        foreach (var seconds in PatienceSeconds)
        {
            var first = Assert.Single(await portal.CallAsync(Arguments, 1, TimeSpan.FromSeconds(seconds)));
            Assert.Equal("timeout", first.GetProperty("outcome").GetString());
            if ((await portal.TicketsAsync()).Count > 0)
            {
                break;
            }
        }

        await portal.KillAndStartAsync();
        var ticket = Assert.Single(await portal.TicketsAsync());
        Assert.Equal("pending", ticket.GetProperty("state").GetString());
        await portal.ApproveAsync(ticket.GetProperty("id").GetGuid());
        var retries = await portal.CallAsync(Arguments, 5, Long);

        var passed = Assert.Single(retries, retry => retry.GetProperty("outcome").GetString() == "result");
        Assert.False(passed.GetProperty("isError").GetBoolean());
        Assert.DoesNotContain("4111111111111111", passed.GetRawText(), StringComparison.Ordinal);
        var held = retries.Where(retry => retry.GetProperty("outcome").GetString() == "held").ToList();
        Assert.Equal(4, held.Count);
        var anew = Assert.Single(held.Select(retry => retry.GetProperty("ticket").GetGuid()).Distinct());
        Assert.NotEqual(ticket.GetProperty("id").GetGuid(), anew);

        var again = Assert.Single(await portal.CallAsync(Arguments, 1, Long));
        Assert.Equal(("held", anew), (again.GetProperty("outcome").GetString(), again.GetProperty("ticket").GetGuid()));
        Assert.Equal([(anew, "pending"), (ticket.GetProperty("id").GetGuid(), "approved")], (await portal.TicketsAsync()).Select(one => (one.GetProperty("id").GetGuid(), one.GetProperty("state").GetString())));
    }

    [Fact]
    public async Task Record_OfAnApprovedTicket_VerifiesWithJoseAndWithNoByteChanged()
    {
        await using var portal = await HeldPortal.StartAsync();
        await portal.KillAndStartAsync();
        var held = Assert.Single(await portal.CallAsync(Arguments, 1, Long)).GetProperty("ticket").GetGuid();
        await portal.ApproveAsync(held);
        var record = await portal.RecordAsync(held);

        var outcome = await NodeProcess.RunAsync(
            [Installed.Script("verify-record.mjs"), new Uri(portal.Address, "/.well-known/portal-keys.json").ToString(), record],
            new Dictionary<string, string>(StringComparer.Ordinal), Long, TestContext.Current.CancellationToken);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var verified = JsonSerializer.Deserialize<JsonElement>(outcome.Output);
        Assert.Equal(("ES256", "portal-approval+jws"), (verified.GetProperty("header").GetProperty("alg").GetString(), verified.GetProperty("header").GetProperty("typ").GetString()));
        var payload = verified.GetProperty("payload");
        Assert.Equal((held, "approved", HeldPortal.Tool), (payload.GetProperty("ticket").GetGuid(), payload.GetProperty("state").GetString(), payload.GetProperty("tool").GetString()));
        Assert.Equal(PortalSeed.Approver, payload.GetProperty("decisions")[0].GetProperty("approver").GetString());
        var changed = verified.GetProperty("changed");
        Assert.Equal(64, changed.GetProperty("signature").GetInt32());
        Assert.True(changed.GetProperty("payload").GetInt32() > 500);
        Assert.True(changed.GetProperty("header").GetInt32() > 50);
    }
}
