using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.SignIn;

namespace Portal.Tests.Host;

/// <summary>Attempts to sign in beyond the limits: 429, cheap, and never at the cost of people.</summary>
public sealed class SignInLimitTests : IAsyncLifetime
{
    private readonly LimitedHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ((IAsyncLifetime)_host).InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Attempts_BeyondTheLimitOfAnAddress_Are429WithASentence()
    {
        using var browser = From("203.0.113.1");
        var token = await browser.FormTokenAsync();
        for (var attempt = 0; attempt < LimitedHost.PerAddress; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, token));
        }

        browser.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await browser.SubmitAsync(token, "nobody", "some-password-1");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("Wait a minute, then try again.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(From("203.0.113.2"), null));
        await using var context = await _host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        Assert.Equal(1, await context.Records.CountAsync(record => record.Method == "portal/sign-ins-limited", Cancel));
    }

    [Fact]
    public async Task Attempts_OfAFlood_LeaveRoomForThoseWhoHaveSignedInBefore()
    {
        await Browser.AddPersonAsync(_host, "kim", "approver");
        using var kim = From("198.51.100.1");
        using (var answer = await kim.SubmitAsync("kim", Browser.Password))
        {
            Assert.NotNull(kim.Cookie);
        }

        for (var attempt = 1; attempt < LimitedHost.InAll; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(From($"203.0.113.{attempt}"), null));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(From("203.0.113.99"), null));
        using var again = From("198.51.100.1");
        using var known = await again.SubmitAsync("kim", Browser.Password);
        Assert.NotNull(again.Cookie);
    }

    [Fact]
    public async Task Networks_PeopleSignedInFrom_AreKnownAfterARestart()
    {
        await Browser.AddPersonAsync(_host, "kai", "approver");
        using var kai = From("198.51.100.3");
        using var answer = await kai.SubmitAsync("kai", Browser.Password);
        Assert.NotNull(kai.Cookie);

        await _host.RestartAsync();

        var limits = _host.Services.GetRequiredService<SignInLimits>();
        Assert.True(limits.IsKnown("198.51.100.3"));
        Assert.False(limits.IsKnown("198.51.100.4"));
    }

    [Theory]
    [InlineData("POST", "/sign-in")]
    [InlineData("POST", "/sign-in/confirm")]
    [InlineData("POST", "/setup")]
    [InlineData("GET", "/setup?code=guess")]
    public async Task Attempts_OfEveryKind_Count(string method, string path)
    {
        using var browser = From("203.0.113.77");
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt <= LimitedHost.PerAddress; attempt++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await browser.Client.SendAsync(request, Cancel);
            statuses.Add(answer.StatusCode);
        }

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses.SkipLast(1));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task Attempt_WhoseTurnDoesNotCome_Is429AndCountsForNothing()
    {
        var hashing = _host.Services.GetRequiredService<PasswordHashing>();
        await Browser.AddPersonAsync(_host, "kit", "approver");
        using var turn = await hashing.EnterAsync(isKnown: false, Cancel);
        using var browser = From("203.0.113.55");

        using var answer = await browser.SubmitAsync("kit", "some-password-1");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Wait a minute, then try again.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var context = await _host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        Assert.Equal(0, await context.SignInSources.CountAsync(Cancel));
        Assert.Equal(0, await context.Records.CountAsync(record => record.Method == "portal/sign-in-refused", Cancel));
        Assert.NotNull(await hashing.EnterAsync(isKnown: true, Cancel));
    }

    private Browser From(string address)
    {
        var browser = new Browser(_host);
        browser.Client.DefaultRequestHeaders.Add(AddressedHost.AddressHeader, address);
        return browser;
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string? token)
    {
        using var answer = await browser.SubmitAsync(token ?? await browser.FormTokenAsync(), "nobody", "some-password-1");
        return answer.StatusCode;
    }
}
