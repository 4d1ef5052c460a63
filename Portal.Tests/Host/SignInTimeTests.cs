using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.SignIn;

namespace Portal.Tests.Host;

/// <summary>When somebody signed in, and confirming a password later: what rules that want a fresh sign-in stand on.</summary>
public sealed class SignInTimeTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private const string Password = Browser.Password;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookie_Renewed_KeepsTheTimeOfTheSignIn()
    {
        using var browser = await SignInAsync("tess");
        var signedIn = host.Clock.GetUtcNow();

        // Renewed by a request after half a minute; its claims rebuilt when they are older than a minute.
        foreach (var step in new[] { 40, 70, 70 })
        {
            host.Clock.Advance(TimeSpan.FromSeconds(step));
            using var page = await browser.Client.GetAsync("/connect", Cancel);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        Assert.True(browser.Renewals > 1);
        Assert.Equal(signedIn.ToUnixTimeSeconds(), browser.Person(host).SignedInAt()!.Value.ToUnixTimeSeconds());
        Assert.Equal("password", browser.Person(host).SignInMethod());
        Assert.NotNull(browser.Person(host).SignIn());
    }

    [Fact]
    public async Task Confirm_RightPassword_CountsForThisTicketOnce()
    {
        using var browser = await SignInAsync("tom");
        var ticket = Guid.CreateVersion7();
        host.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.NoContent, await ConfirmAsync(browser, Password, ticket));

        var confirmations = host.Services.GetRequiredService<PasswordConfirmations>();
        var signIn = browser.Person(host).SignIn();
        Assert.Null(confirmations.Take(signIn, Guid.CreateVersion7()));
        Assert.Null(confirmations.Take("another sign-in", ticket));
        Assert.Equal(host.Clock.GetUtcNow(), confirmations.Take(signIn, ticket));
        Assert.Null(confirmations.Take(signIn, ticket));
        Assert.Equal(host.Clock.GetUtcNow().AddMinutes(-6).ToUnixTimeSeconds(), browser.Person(host).SignedInAt()!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Confirm_NotUsedInTime_IsWorthNothing()
    {
        using var browser = await SignInAsync("tilda");
        var ticket = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.NoContent, await ConfirmAsync(browser, Password, ticket));

        host.Clock.Advance(TimeSpan.FromMinutes(5.5));

        Assert.Null(host.Services.GetRequiredService<PasswordConfirmations>().Take(browser.Person(host).SignIn(), ticket));
    }

    [Fact]
    public async Task Confirm_WrongPassword_CountsTowardsTheLockAndIsARecordWithoutIt()
    {
        using var browser = await SignInAsync("theo");
        const string Wrong = "not-the-password-77";
        var ticket = Guid.CreateVersion7();

        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await ConfirmAsync(browser, Wrong, ticket));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await ConfirmAsync(browser, Password, ticket));
        Assert.Null(host.Services.GetRequiredService<PasswordConfirmations>().Take(browser.Person(host).SignIn(), ticket));
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        Assert.Equal(1, await context.Records.CountAsync(record => record.Method == "portal/account-locked" && context.RecordPayloads.Any(payload => payload.Position == record.Position && payload.Text!.Contains("theo@example.com")), Cancel));
        Assert.Equal(11, await context.Records.CountAsync(record => record.Method == "portal/password-confirmation-refused" && context.RecordPayloads.Any(payload => payload.Position == record.Position && payload.Text!.Contains("theo@example.com")), Cancel));
        host.AssertNothingLeaked(Wrong, Password);
    }

    [Fact]
    public async Task Confirm_WithoutASignInOrFromAnotherSite_IsRefused()
    {
        using var browser = await SignInAsync("tina");
        using var stranger = new Browser(host);
        var ticket = Guid.CreateVersion7();

        Assert.Equal(HttpStatusCode.Unauthorized, await ConfirmAsync(stranger, Password, ticket));
        Assert.Equal(HttpStatusCode.Forbidden, await ConfirmAsync(browser, Password, ticket, "cross-site"));
        Assert.Null(host.Services.GetRequiredService<PasswordConfirmations>().Take(browser.Person(host).SignIn(), ticket));
    }

    [Fact]
    public async Task Confirm_UnrecordableMeanwhile_IsRefused()
    {
        using var browser = await SignInAsync("troy");
        host.Store.Before = _ => throw new IOException("The disk is full.");
        try
        {
            Assert.Equal(HttpStatusCode.Forbidden, await ConfirmAsync(browser, Password, Guid.CreateVersion7()));
        }
        finally
        {
            host.Store.Before = null;
        }
    }

    private static async Task<HttpStatusCode> ConfirmAsync(Browser browser, string password, Guid ticket, string site = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/confirm");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("password", password), KeyValuePair.Create("ticket", ticket.ToString())]);
        using var response = await browser.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private Task<Browser> SignInAsync(string name) => Browser.SignInAsync(host, name, "approver");
}
