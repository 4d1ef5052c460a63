using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;

namespace Portal.Tests.Host;

/// <summary>Wrong passwords lock an account for whoever tries them (PCI DSS 8.3.4), and not for its person.</summary>
public sealed class SignInLockTests(AddressedHost host) : IClassFixture<AddressedHost>
{
    private const string Wrong = "not-the-password-77";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_TenFromOneAddress_LockTheAccountThereAndNowhereElse()
    {
        await Browser.AddPersonAsync(host, "lea", "approver");
        await FailAsync("lea", "203.0.113.7", 10);

        Assert.False(await SignsInAsync("lea", "203.0.113.7"));
        Assert.True(await SignsInAsync("lea", "203.0.113.8"));
        Assert.False(await SignsInAsync("lea", "203.0.113.7"));

        var alarm = Assert.Single(await RecordsAsync("portal/account-locked", "lea"));
        Assert.Equal(("203.0.113.7", "203.0.113.7", "lea@example.com"), (Text(alarm, "sourceIp"), Text(alarm, "for"), Text(alarm, "account")));
        Assert.Contains(host.Logs.Lines, line => line.Contains("203.0.113.7", StringComparison.Ordinal) && line.Contains("locked for 30 minutes", StringComparison.Ordinal));
        Assert.Equal(2, (await RecordsAsync("portal/sign-in-refused", "lea")).Count(record => Text(record, "reason") == "locked account"));
        host.AssertNothingLeaked(Wrong, Browser.Password);
    }

    [Fact]
    public async Task Lock_HalfAnHourLater_IsOver()
    {
        await Browser.AddPersonAsync(host, "lou", "approver");
        await FailAsync("lou", "203.0.113.17", 10);
        host.Clock.Advance(TimeSpan.FromMinutes(29.9));
        Assert.False(await SignsInAsync("lou", "203.0.113.17"));

        host.Clock.Advance(TimeSpan.FromMinutes(0.2));

        Assert.True(await SignsInAsync("lou", "203.0.113.17"));
    }

    [Fact]
    public async Task Lock_PortalRestarted_Holds()
    {
        await Browser.AddPersonAsync(host, "liv", "approver");
        await FailAsync("liv", "203.0.113.27", 10);

        await host.RestartAsync();

        Assert.False(await SignsInAsync("liv", "203.0.113.27"));
    }

    [Fact]
    public async Task Failures_AtTheSameTime_AreNoMoreThanOneAfterTheOther()
    {
        await Browser.AddPersonAsync(host, "len", "approver");
        using var browser = From("203.0.113.37");
        var token = await browser.FormTokenAsync();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var answer = await browser.SubmitAsync(token, "len", Wrong);
        }));

        var reasons = (await RecordsAsync("portal/sign-in-refused", "len")).Select(record => Text(record, "reason")!).ToList();
        Assert.Equal(30, reasons.Count);
        Assert.Equal(10, reasons.Count(reason => reason.StartsWith("wrong password", StringComparison.Ordinal)));
        Assert.Single(await RecordsAsync("portal/account-locked", "len"));
    }

    [Fact]
    public async Task Failures_FromOneIpv6Network_CountTogether()
    {
        await Browser.AddPersonAsync(host, "lin", "approver");
        for (var count = 0; count < 10; count++)
        {
            await FailAsync("lin", $"2001:db8:1:2:{count:x}::1", 1);
        }

        Assert.False(await SignsInAsync("lin", "2001:db8:1:2:ffff::1"));
        Assert.True(await SignsInAsync("lin", "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task Failures_OverManyAddresses_LockStrangersOutAndNotThePerson()
    {
        await Browser.AddPersonAsync(host, "lars", "approver");
        Assert.True(await SignsInAsync("lars", "198.51.100.1"));
        await AttackAsync("lars", 60);

        Assert.False(await SignsInAsync("lars", "198.51.100.2"));
        Assert.True(await SignsInAsync("lars", "198.51.100.1"));

        var alarm = Assert.Single(await RecordsAsync("portal/account-locked", "lars"));
        Assert.StartsWith("every network", Text(alarm, "for"), StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromMinutes(30.1));
        Assert.True(await SignsInAsync("lars", "198.51.100.2"));
    }

    [Fact]
    public async Task BreakGlass_UnderAttack_SignsInAtTheConsole()
    {
        await Browser.AddPersonAsync(host, "gil", "break-glass");
        await Browser.AddPersonAsync(host, "gus", "approver");
        await AttackAsync("gil", 80);
        await AttackAsync("gus", 90);

        Assert.False(await SignsInAsync("gil", "198.51.100.9"));
        Assert.False(await SignsInAsync("gil", null, ("X-Forwarded-For", "198.51.100.9")));
        Assert.False(await SignsInAsync("gus", null));
        Assert.True(await SignsInAsync("gil", null));
    }

    [Fact]
    public async Task OnlyAdministrator_UnderAttack_SignsInAtTheConsole()
    {
        await Browser.AddPersonAsync(host, "alma", "admin");
        await AttackAsync("alma", 100);
        Assert.False(await SignsInAsync("alma", "198.51.100.9"));

        await Browser.AddPersonAsync(host, "abel", "admin");
        Assert.False(await SignsInAsync("alma", null));

        await Browser.AddPersonAsync(host, "abel", "approver");
        Assert.True(await SignsInAsync("alma", null));
    }

    private static string? Text(JsonElement record, string name) => record.GetProperty(name).GetString();

    private Browser From(string? address, params (string Name, string Value)[] headers)
    {
        var browser = new Browser(host);
        foreach (var (name, value) in address is null ? headers : [.. headers, (AddressedHost.AddressHeader, address)])
        {
            browser.Client.DefaultRequestHeaders.Add(name, value);
        }

        return browser;
    }

    private async Task<bool> SignsInAsync(string name, string? address, params (string Name, string Value)[] headers)
    {
        using var browser = From(address, headers);
        using var answer = await browser.SubmitAsync(name, Browser.Password);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.OK);
        return browser.Cookie is not null;
    }

    private async Task FailAsync(string name, string address, int times)
    {
        using var browser = From(address);
        var token = await browser.FormTokenAsync();
        for (var attempt = 0; attempt < times; attempt++)
        {
            using var answer = await browser.SubmitAsync(token, name, Wrong);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("or the account is locked", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    // Five from each of as many addresses as it takes: none of them is locked by itself.
    private async Task AttackAsync(string name, int firstAddress)
    {
        for (var address = 0; address * 5 < AddressedHost.AccountFailures; address++)
        {
            await FailAsync(name, $"192.0.2.{firstAddress + address}", 5);
        }
    }

    private async Task<IReadOnlyList<JsonElement>> RecordsAsync(string method, string name)
    {
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        var texts = await context.Records.Where(record => record.Method == method)
            .Join(context.RecordPayloads, record => record.Position, payload => payload.Position, (_, payload) => payload.Text!)
            .ToListAsync(Cancel);
        return [.. texts.Where(text => text.Contains($"{name}@example.com", StringComparison.Ordinal)).Select(text => JsonSerializer.Deserialize<JsonElement>(text))];
    }
}
