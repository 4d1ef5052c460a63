using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>The sign-in page.</summary>
public sealed class SignInPage(IPage page)
{
    public ILocator Refusal => page.GetByRole(AriaRole.Alert);

    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" });

    public Task OpenAsync() => page.GotoAsync("/sign-in");

    public async Task SubmitAsync(string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Signs in and waits for the person's first page.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await OpenAsync();
        await SubmitAsync(email, password);
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/dashboard", StringComparison.Ordinal) || url.EndsWith("/approvals", StringComparison.Ordinal) || url.EndsWith("/sessions", StringComparison.Ordinal) || url.EndsWith("/connect", StringComparison.Ordinal));
    }
}
