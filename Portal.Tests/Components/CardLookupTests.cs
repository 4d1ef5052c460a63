using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Cards;
using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.CardSearch;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Components;

public sealed class CardLookupTests : IAsyncLifetime, IDisposable
{
    private const string Number = "4111 1111 1111 1111";

    private readonly PortalContext _portal = new();

    public async ValueTask InitializeAsync()
    {
        await _portal.Services.GetRequiredService<KeyRegister>().LoadAsync(CancellationToken.None);
        _portal.SignIn(PortalRoles.Auditor);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void CardLookupPage_Opened_SaysWhatTheIndexIsAndThatSearchesAreRecorded()
    {
        var page = _portal.Render<CardLookupPage>();

        Assert.Contains("keyed hash", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("The search itself is recorded", page.Markup, StringComparison.Ordinal);
        Assert.Equal("off", page.Find("#card").GetAttribute("autocomplete"));
        Assert.Equal("numeric", page.Find("#card").GetAttribute("inputmode"));
    }

    [Fact]
    public async Task CardLookupPage_Found_LinksToTheMessageAndForgetsTheNumber()
    {
        var session = _portal.AddSession();
        var record = _portal.AddRecord(session, 1, "{}");
        await IndexAsync(record);
        var page = _portal.Render<CardLookupPage>();

        page.Find("#card").Change(Number);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal($"/sessions/{session.Id}?message={record.Stream:N}.1", page.Find(".touched a").GetAttribute("href")));
        Assert.Contains("1 message in 1 session", page.Find(".found").TextContent, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(page.Find("#card").GetAttribute("value")));
        Assert.DoesNotContain("1111", page.Markup.Replace(record.Stream.ToString("N"), "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("4111", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardLookupPage_Searched_IsRecordedWithoutTheNumber()
    {
        var page = _portal.Render<CardLookupPage>();
        page.Find("#card").Change(Number);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("No recorded message touched this card", page.Markup, StringComparison.Ordinal));
        await using var context = _portal.Open();
        var search = await context.Records.SingleAsync(row => row.Method == "portal/card-search", Xunit.TestContext.Current.CancellationToken);
        var payload = await context.RecordPayloads.SingleAsync(row => row.Position == search.Position, Xunit.TestContext.Current.CancellationToken);
        Assert.Contains("ada@example.com", payload.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1111", payload.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardLookupPage_NoNumber_SaysSoAndForgetsIt()
    {
        var page = _portal.Render<CardLookupPage>();
        page.Find("#card").Change("4111 1111");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#card").GetAttribute("aria-invalid")));
        Assert.DoesNotContain("4111", page.Markup, StringComparison.Ordinal);
    }

    private async Task IndexAsync(Portal.Data.Sessions.Record record)
    {
        var indexed = _portal.Services.GetRequiredService<CardIndexer>().Index([CardNumber.Of("4111111111111111"u8)])[0];
        await using var context = _portal.Open();
        context.CardIndex.Add(new CardIndexEntry { Hash = indexed.Hash, KeyVersion = indexed.KeyVersion, Position = record.Position });
        await context.SaveChangesAsync();
    }
}
