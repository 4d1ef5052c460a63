using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>Signing in and out.</summary>
[Collection(nameof(Browsing))]
public sealed class SignInScenarios(PortalFixture portal)
{
    [Theory]
    [InlineData("admin@example.com", "/dashboard")]
    [InlineData("auditor@example.com", "/sessions")]
    [InlineData("caller@example.com", "/connect")]
    public async Task SignIn_RightPassword_OpensOwnFirstPage(string email, string first)
    {
        var page = await portal.VisitAsAsync(email);

        Assert.EndsWith(first, page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownUser_AreToldTheSame()
    {
        var page = await portal.VisitAsync();
        var signIn = new SignInPage(page);
        await signIn.OpenAsync();

        await signIn.SubmitAsync("auditor@example.com", "not the password 1");
        var wrong = await signIn.Refusal.InnerTextAsync();
        await signIn.SubmitAsync("nobody@example.com", "not the password 1");
        var unknown = await signIn.Refusal.InnerTextAsync();

        Assert.Equal(wrong, unknown);
    }

    [Fact]
    public async Task SignIn_TenWrongPasswords_LocksTheAccount()
    {
        var page = await portal.VisitAsync();
        var signIn = new SignInPage(page);
        await signIn.OpenAsync();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await signIn.SubmitAsync("unlucky@example.com", $"wrong password {attempt}");
            await Assertions.Expect(signIn.Refusal).ToBeVisibleAsync();
        }

        await signIn.SubmitAsync("unlucky@example.com", SeededData.Password);

        await Assertions.Expect(signIn.Refusal).ToContainTextAsync("locked");
    }

    [Fact]
    public async Task SignIn_WithReturnUrl_LeadsBackToThePageAskedFor()
    {
        var page = await portal.VisitAsync();
        await page.GotoAsync("/sessions?server=payments");

        await new SignInPage(page).SubmitAsync("auditor@example.com", SeededData.Password);

        await page.WaitForURLAsync("**/sessions?server=payments", new() { WaitUntil = WaitUntilState.Commit });
    }

    [Fact]
    public async Task SignIn_WithForeignReturnUrl_StaysHere()
    {
        var page = await portal.VisitAsync();
        await page.GotoAsync("/sign-in?returnUrl=//example.com/");

        await new SignInPage(page).SubmitAsync("caller@example.com", SeededData.Password);

        await page.WaitForURLAsync("**/connect", new() { WaitUntil = WaitUntilState.Commit });
        Assert.StartsWith(portal.Address, page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutJavaScript_Works()
    {
        var context = await portal.Browser.NewContextAsync(new() { BaseURL = portal.Address, JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        var signIn = new SignInPage(page);
        await signIn.OpenAsync();

        await signIn.SubmitAsync("caller@example.com", SeededData.Password);

        await Assertions.Expect(signIn.Heading).Not.ToBeVisibleAsync();
        Assert.Contains(await context.CookiesAsync(), cookie => cookie is { Name: "portal", HttpOnly: true, SameSite: SameSiteAttribute.Lax });
    }

    [Fact]
    public async Task SignOut_InOneTab_EndsTheOther()
    {
        var first = await portal.VisitAsAsync("auditor@example.com");
        var second = await first.Context.NewPageAsync();
        await new SessionsPage(second).OpenAsync();

        await first.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(new SignInPage(first).Heading).ToBeVisibleAsync();
        await Assertions.Expect(new SignInPage(second).Heading).ToBeVisibleAsync();
    }
}
