using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Components.Dashboard;
using Portal.Data.Masking;
using Portal.Data.People;
using Portal.Data.SelfScans;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Xunit;

namespace Portal.Tests.Components;

public sealed class DashboardTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void DashboardPage_NothingYet_OffersToRegisterAServer()
    {
        _portal.SignIn(PortalRoles.Admin);

        var page = _portal.Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Equal("/servers/new", page.Find(".empty a").GetAttribute("href")));
    }

    [Fact]
    public void DashboardPage_DatabaseGone_SaysWhatThatMeans()
    {
        _portal.SignIn(PortalRoles.Admin);
        _portal.BreakDatabase();

        var page = _portal.Render<DashboardPage>();

        page.WaitForAssertion(() => Assert.Contains("strict recording refuses calls", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Traffic_CountsTheSpanAndTheOneBefore()
    {
        var recent = _portal.AddSession(age: TimeSpan.FromMinutes(10));
        var earlier = _portal.AddSession(age: TimeSpan.FromMinutes(90));
        _portal.AddRecord(recent, 1, "{}", Pan());
        _portal.AddRecord(recent, 2, "{}", Pan());
        _portal.AddRecord(earlier, 3, "{}", Pan());
        await using var context = _portal.Open();

        var traffic = await Traffic.ReadAsync(context, TrafficSpan.Of("1h"), _portal.Clock.GetUtcNow(), Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(2, traffic.Total.Masked);
        Assert.Equal(1, traffic.Before.Masked);
        Assert.Equal(30, traffic.Points.Count);
    }

    [Fact]
    public void LiveTail_Opened_ShowsTheLatestRecords()
    {
        _portal.SignIn(PortalRoles.Auditor);
        _portal.AddRecord(_portal.AddSession(), 1, "{}", outcome: RecordOutcome.Denied);

        var tail = _portal.Render<LiveTail>();

        tail.WaitForAssertion(() => Assert.Contains("tool_1", tail.Markup, StringComparison.Ordinal));
        Assert.Contains("Denied", tail.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActorKind.Person, "grace@example.com", "grace@example.com")]
    [InlineData(ActorKind.Portal, null, "Portal")]
    [InlineData(ActorKind.Anonymous, null, "Not signed in")]
    public void LiveTail_RecordWithoutASession_SaysWhoDidIt(ActorKind kind, string? name, string shown)
    {
        _portal.SignIn(PortalRoles.Auditor);
        using (var context = _portal.Open())
        {
            context.Records.Add(new Portal.Data.Sessions.Record
            {
                Position = 1, Stream = Guid.CreateVersion7(), Sequence = 1, Time = _portal.Clock.GetUtcNow(), Direction = RecordDirection.Control, From = RecordOrigin.Portal, Method = "portal/signed-in",
                ActorKind = kind, ActorName = name,
            });
            context.SaveChanges();
        }

        var tail = _portal.Render<LiveTail>();

        tail.WaitForAssertion(() => Assert.Contains(shown, tail.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Unknown", tail.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ControlsPanel_AccountsWithoutAnOwner_AreShownAsWeak()
    {
        using (var context = _portal.Open())
        {
            context.ServiceAccounts.Add(new Portal.Data.People.ServiceAccount { Name = "nightly-batch" });
            context.SaveChanges();
        }

        var panel = _portal.Render<ControlsPanel>();

        panel.WaitForAssertion(() => Assert.Contains("Nobody answers for nightly-batch", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ControlsPanel_LostLockOfTheDatabase_IsShownAsFailed()
    {
        var panel = _portal.Render<ControlsPanel>();
        panel.WaitForAssertion(() => Assert.Contains("One portal per database", panel.Markup, StringComparison.Ordinal));
        Assert.Empty(panel.FindAll(".badge-danger"));

        await _portal.Services.GetRequiredService<ControlFailures>().FailedAsync(PortalControls.DatabaseLock, "Another portal holds the lock.");
        panel = _portal.Render<ControlsPanel>();

        panel.WaitForAssertion(() => Assert.Contains("Another portal holds the lock.", panel.Find("li:has(.badge-danger)").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void ControlsPanel_RelaxedRecording_IsShownAsWeak()
    {
        _portal.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Recording.Durability = RecordingDurability.Relaxed;

        var panel = _portal.Render<ControlsPanel>();

        panel.WaitForAssertion(() => Assert.Contains("Weak", panel.Find(".badge-warn").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void ControlsPanel_LockedAccounts_AreShown()
    {
        using (var context = _portal.Open())
        {
            foreach (var name in new[] { "ann", "bob", "cem" })
            {
                context.Users.Add(new Person { Id = Guid.CreateVersion7(), DisplayName = name, UserName = name, LockoutEnd = name == "bob" ? _portal.Clock.GetUtcNow().AddMinutes(1) : null });
            }

            context.SaveChanges();
            var ann = context.Users.Single(person => person.UserName == "ann").Id;
            context.SignInSources.Add(new SignInSource { PersonId = ann, Network = "203.0.113.7", Failures = 10, LastFailed = _portal.Clock.GetUtcNow().AddMinutes(-29) });
            context.SignInSources.Add(new SignInSource { PersonId = ann, Network = "203.0.113.8", Failures = 10, LastFailed = _portal.Clock.GetUtcNow().AddMinutes(-31) });
            context.SaveChanges();
        }

        var panel = _portal.Render<ControlsPanel>();

        panel.WaitForAssertion(() => Assert.Contains("2 accounts are locked", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ControlsPanel_FailedMasking_IsShownWithItsCause()
    {
        await _portal.Services.GetRequiredService<ControlFailures>().FailedAsync(PortalControls.Masking, "A detector failed.");

        var panel = _portal.Render<ControlsPanel>();

        panel.WaitForAssertion(() => Assert.Contains("Failed", panel.Find(".badge-danger").TextContent, StringComparison.Ordinal));
        Assert.Contains("A detector failed.", panel.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0, "Not yet")]
    [InlineData(3, 0, "Clean")]
    [InlineData(60, 0, "Overdue")]
    [InlineData(3, 2, "Found")]
    public void ControlsPanel_LastSelfScan_IsShown(int? hoursAgo, int findings, string expected)
    {
        if (hoursAgo is { } hours)
        {
            var ended = _portal.Clock.GetUtcNow().AddHours(-hours);
            using var context = _portal.Open();
            context.SelfScans.Add(new SelfScan { Started = ended.AddMinutes(-1), Ended = ended, Scope = "[]", Bytes = 5_000_000, Findings = findings, Places = "[]", Jws = "" });
            context.SaveChanges();
        }

        var panel = _portal.Render<ControlsPanel>();

        panel.WaitForAssertion(() => Assert.Contains(panel.FindAll(".badge"), badge => badge.TextContent.EndsWith(expected, StringComparison.Ordinal)));
    }

    private static MaskingLogEntry Pan() => new() { Kind = "pan", Path = "$.card", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = 1 };
}
