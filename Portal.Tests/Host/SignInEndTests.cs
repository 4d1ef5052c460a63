using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.People;

namespace Portal.Tests.Host;

/// <summary>How sign-ins end: by a changed account, by signing out, by doing nothing; and that they stay ended when the portal starts anew.</summary>
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
