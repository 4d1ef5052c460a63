using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.People;
using Portal.SignIn;

namespace Portal.Tests.Host;

/// <summary>
/// How sign-ins end: by a changed account, by signing out, by doing nothing; and that they stay ended when the portal starts
/// anew.
/// </summary>
public sealed class SignInEndTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stamp_Changed_LeadsToTheSignInPageWithASentence()
    {
        using var browser = await Browser.SignInAsync(host, "sue", "approver");
        await ChangeStampAsync("sue");
        host.Clock.Advance(TimeSpan.FromSeconds(61));

        using var page = await browser.Client.GetAsync("/approvals", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/sign-in", page.Headers.Location!.AbsolutePath);
        var signIn = await browser.Client.GetStringAsync(page.Headers.Location, Cancel);
        Assert.Contains("You were signed out. Sign in again to go on.", signIn, StringComparison.Ordinal);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task Stamp_Changed_EndsTheSignInForCopiesOfItsCookieToo()
    {
        using var browser = await Browser.SignInAsync(host, "sam", "approver");
        using var copy = new Browser(host, browser);
        await ChangeStampAsync("sam");
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        using var first = await browser.Client.GetAsync("/approvals", Cancel);

        await AssertSignedOutAsync(copy);
    }

    [Fact]
    public async Task SignOut_CookieCopiedBefore_StaysDeadAfterARestart()
    {
        using var browser = await Browser.SignInAsync(host, "sid", "approver");
        using var copy = new Browser(host, browser);
        using var out_ = await browser.Client.PostAsync("/sign-out", null, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, out_.StatusCode);
        await AssertSignedOutAsync(copy);

        await host.RestartAsync();

        using var later = new Browser(host, copy);
        await AssertSignedOutAsync(later);
    }

    [Fact]
    public async Task SignIn_InUse_GoesOnAfterARestart()
    {
        using var browser = await Browser.SignInAsync(host, "sol", "approver");

        await host.RestartAsync();

        using var later = new Browser(host, browser);
        using var page = await later.Client.GetAsync("/approvals", Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignIn_IdleOverARestart_IsOverThoughItsCookieWasRenewed()
    {
        using var browser = await Browser.SignInAsync(host, "sky", "approver");
        host.Clock.Advance(TimeSpan.FromMinutes(14));
        using (var page = await browser.Client.GetAsync("/approvals", Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        await host.RestartAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        using var later = new Browser(host, browser);
        await AssertSignedOutAsync(later);
    }

    [Fact]
    public async Task Stamp_Changed_EndsCircuitsAndTheirCookieAtOnce()
    {
        using var browser = await Browser.SignInAsync(host, "sea", "approver");
        var state = new AuthenticationState(browser.Person(host));
        await using var scope = host.Services.CreateAsyncScope();
        var circuit = ActivatorUtilities.CreateInstance<CircuitSignIn>(scope.ServiceProvider);
        var ended = new List<string>();
        host.Services.GetRequiredService<SignInActivity>().Ended += (_, e) => ended.Add(e.Id);
        Assert.True(await ValidateAsync(circuit, state, Cancel));

        await ChangeStampAsync("sea");

        Assert.False(await ValidateAsync(circuit, state, Cancel));
        Assert.Contains(state.User.SignIn(), ended);
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task SignIn_EndedByAnotherProcess_IsOverWithinAMinute()
    {
        using var browser = await Browser.SignInAsync(host, "sal", "approver");
        await using (var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel))
        {
            var person = await host.PersonIdAsync("sal");
            var now = host.Clock.GetUtcNow();
            Assert.Equal(1, await context.SignIns.Where(row => row.PersonId == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.Ended, now), Cancel));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(61));

        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task SignIns_OverForADay_AreRemovedAndTheirCookiesStayDead()
    {
        using var browser = await Browser.SignInAsync(host, "sib", "approver");
        using var copy = new Browser(host, browser);
        using var out_ = await browser.Client.PostAsync("/sign-out", null, Cancel);
        host.Clock.Advance(TimeSpan.FromHours(25));

        await host.Services.GetRequiredService<SignInStore>().RemoveOldAsync(Cancel);

        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        var person = await host.PersonIdAsync("sib");
        Assert.False(await context.SignIns.AnyAsync(row => row.PersonId == person, Cancel));
        Assert.False(await host.Services.GetRequiredService<SignInStore>().IsOpenAsync(copy.Person(host).SignIn()!, Cancel));
        await AssertSignedOutAsync(copy);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ValidateAuthenticationStateAsync")]
    private static extern Task<bool> ValidateAsync(CircuitSignIn circuit, AuthenticationState state, CancellationToken cancellationToken);

    private static async Task AssertSignedOutAsync(Browser browser)
    {
        using var page = await browser.Client.GetAsync("/approvals", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/sign-in", page.Headers.Location!.AbsolutePath);
    }

    private async Task ChangeStampAsync(string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        Assert.True((await people.UpdateSecurityStampAsync((await people.FindByEmailAsync($"{name}@example.com"))!)).Succeeded);
    }
}
