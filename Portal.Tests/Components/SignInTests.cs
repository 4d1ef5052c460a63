using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Components.Layout;
using Portal.Gateway.Callers;
using Portal.SignIn;
using Xunit;

namespace Portal.Tests.Components;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/sessions?server=a", "/sessions?server=a")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\tx", "/")]
    [InlineData("/sign-out", "/")]
    [InlineData(null, "/")]
    public void LocalUrl_Anything_StaysOnThisSite(string? url, string expected) => Assert.Equal(expected, LocalUrl.OrHome(url));

    [Fact]
    public async Task SetupCode_Used_WorksOnce()
    {
        using var setup = new SetupCode();
        var code = setup.Issue();

        Assert.Null(await setup.UseAsync("wrong", () => Task.FromResult<IReadOnlyList<string>>([])));
        Assert.NotEmpty((await setup.UseAsync(code, () => Task.FromResult<IReadOnlyList<string>>(["weak password"])))!);
        Assert.Empty((await setup.UseAsync(code, () => Task.FromResult<IReadOnlyList<string>>([])))!);
        Assert.Null(await setup.UseAsync(code, () => Task.FromResult<IReadOnlyList<string>>([])));
    }

    [Fact]
    public void SignInActivity_Idle_IsOverAndStaysOver()
    {
        var clock = new FakeTimeProvider();
        var activity = new SignInActivity(clock);
        activity.Begin("a", clock.GetUtcNow());
        clock.Advance(TimeSpan.FromMinutes(14));
        activity.Touch("a");
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.False(activity.IsOver("a"));

        clock.Advance(TimeSpan.FromMinutes(1));
        activity.Touch("a");

        Assert.True(activity.IsOver("a"));
    }

    [Fact]
    public void IdleWatch_QuarterOfAnHourWithoutActivity_WarnsThenSignsOut()
    {
        using var portal = new PortalContext();
        portal.SignIn(PortalRoles.Auditor);
        var watch = portal.Render<IdleWatch>();

        portal.Clock.Advance(TimeSpan.FromSeconds(14 * 60 + 10));
        watch.WaitForAssertion(() => Assert.Contains("less than a minute", watch.Markup, StringComparison.Ordinal));
        portal.Clock.Advance(TimeSpan.FromSeconds(60));

        var navigation = portal.Services.GetRequiredService<NavigationManager>();
        watch.WaitForAssertion(() => Assert.Contains("/sign-in?reason=idle", navigation.Uri, StringComparison.Ordinal));
        Assert.True(portal.Services.GetRequiredService<SignInActivity>().IsOver("sign-in-1"));
    }

    [Fact]
    public void NavMenu_OfACaller_ShowsOwnPagesOnly()
    {
        using var portal = new PortalContext();
        portal.SignIn(PortalRoles.Caller);

        var menu = portal.Render<NavMenu>();

        Assert.Equal(["/sessions", "/connect"], menu.FindAll("a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData(PortalRoles.Auditor, true, true)]
    [InlineData(PortalRoles.PolicyAuthor, true, false)]
    [InlineData(PortalRoles.Approver, false, false)]
    public void NavMenu_ByRole_OffersPoliciesAndCardLookup(string role, bool policies, bool cards)
    {
        using var portal = new PortalContext();
        portal.SignIn(role);

        var menu = portal.Render<NavMenu>();

        Assert.Equal(policies, menu.FindAll("a[href='/policies']").Count == 1);
        Assert.Equal(cards, menu.FindAll("a[href='/card-lookup']").Count == 1);
    }
}
