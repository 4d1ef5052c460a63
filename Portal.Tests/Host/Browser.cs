using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.SignIn;

namespace Portal.Tests.Host;

/// <summary>A browser as far as cookies go; the clock is the test's, so cookies are kept by hand.</summary>
internal sealed partial class Browser : DelegatingHandler
{
    public const string Password = "correct horse 42 battery";

    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>A new browser, or one with the cookies of another: what somebody who has copied them holds.</summary>
    public Browser(PortalHost host, Browser? original = null)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Client = new HttpClient(this, disposeHandler: false) { BaseAddress = host.Client.BaseAddress };
        foreach (var (name, value) in original?._cookies ?? [])
        {
            _cookies[name] = value;
        }
    }

    public HttpClient Client { get; }

    public int Renewals { get; private set; }

    public string? Cookie => _cookies.GetValueOrDefault("portal") is { Length: > 0 } cookie ? cookie : null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A browser whose person, made or brought to these roles, has just signed in.</summary>
    public static async Task<Browser> SignInAsync(PortalHost host, string name, params string[] roles)
    {
        await AddPersonAsync(host, name, roles);
        var browser = new Browser(host);
        using var answer = await browser.SubmitAsync(name, Password);
        Assert.NotNull(browser.Cookie);
        return browser;
    }

    public static async Task AddPersonAsync(PortalHost host, string name, params string[] roles)
    {
        await using var scope = host.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<PersonDirectory>().CreateOrUpdateAsync($"{name}@example.com", name, roles, Password, Cancel));
    }

    /// <summary>Fills in the sign-in form.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string name, string password)
    {
        var form = await Client.GetStringAsync("/sign-in", Cancel);
        return await SubmitAsync(TokenPattern().Match(form).Groups["token"].Value, name, password);
    }

    /// <summary>The token of a form that was fetched before.</summary>
    public async Task<string> FormTokenAsync() => TokenPattern().Match(await Client.GetStringAsync("/sign-in", Cancel)).Groups["token"].Value;

    /// <summary>Sends the sign-in form with a token that was fetched before.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string token, string name, string password) => Client.PostAsync("/sign-in", new FormUrlEncodedContent(
    [
        KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("__RequestVerificationToken", token),
        KeyValuePair.Create("Form.Email", $"{name}@example.com"), KeyValuePair.Create("Form.Password", password),
    ]), Cancel);

    public ClaimsPrincipal Person(PortalHost host)
    {
        var options = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return options.TicketDataFormat.Unprotect(Cookie)!.Principal;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var response = await base.SendAsync(request, cancellationToken);
        foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            var parts = line.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
            Renewals += parts[0] == "portal" ? 1 : 0;
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Client.Dispose();
        }

        base.Dispose(disposing);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TokenPattern();
}
