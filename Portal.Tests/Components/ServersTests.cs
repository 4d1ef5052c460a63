using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Servers;
using Portal.Data.Servers;
using Portal.Gateway.Callers;
using Portal.Gateway.Routing;
using Xunit;

namespace Portal.Tests.Components;

public sealed class ServersTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void ServersPage_NoneAsAdmin_OffersToRegister()
    {
        _portal.SignIn(PortalRoles.Admin);

        var page = _portal.Render<ServersPage>();

        Assert.Contains("/servers/new", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ServersPage_NoneAsAuditor_OffersNothing()
    {
        _portal.SignIn(PortalRoles.Auditor);

        var page = _portal.Render<ServersPage>();

        Assert.Contains("An administrator registers servers", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/servers/new", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServersPage_RegisteredWhileOpen_ShowsAtOnce()
    {
        _portal.SignIn(PortalRoles.Admin);
        var page = _portal.Render<ServersPage>();

        await SaveAsync("payments", enabled: false);

        page.WaitForAssertion(() => Assert.Contains("payments", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("Disabled", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ServerPage_FaultyInput_MarksTheFields()
    {
        _portal.SignIn(PortalRoles.Admin);
        var page = _portal.Render<ServerPage>();

        page.Find("#name").Input("Bad Name");
        page.Find("#url").Input("not a url");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#name").GetAttribute("aria-invalid")));
        Assert.Contains("absolute", page.Find("#url-hint").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("30", 30)]
    public async Task ServerPage_TimeToBeginAnAnswer_IsStored(string typed, int? expected)
    {
        _portal.SignIn(PortalRoles.Admin);
        var page = _portal.Render<ServerPage>();

        page.Find("#name").Input("payments");
        page.Find("#url").Input("http://127.0.0.1:9/mcp");
        page.Find("#timeout").Change(typed);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.True(_portal.Services.GetRequiredService<ServerRegistry>().Servers.ContainsKey("payments")));
        Assert.Equal(expected, _portal.Services.GetRequiredService<ServerRegistry>().Servers["payments"].TimeoutSeconds);
    }

    [Theory]
    [InlineData("Block", UnreadableSetting.Block)]
    [InlineData("Pass", UnreadableSetting.Pass)]
    public async Task ServerPage_FilesThatCannotBeRead_AreStoredAndRecorded(string chosen, UnreadableSetting expected)
    {
        _portal.SignIn(PortalRoles.Admin);
        var page = _portal.Render<ServerPage>();

        Assert.Equal("Block", page.Find("#unreadable").GetAttribute("value"));
        Assert.Contains("Images, audio and video always pass", page.Find("#unreadable-hint").TextContent, StringComparison.Ordinal);
        page.Find("#name").Input("payments");
        page.Find("#url").Input("http://127.0.0.1:9/mcp");
        page.Find("#unreadable").Change(chosen);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.True(_portal.Services.GetRequiredService<ServerRegistry>().Servers.ContainsKey("payments")));
        Assert.Equal(expected, _portal.Services.GetRequiredService<ServerRegistry>().Servers["payments"].Unreadable);
    }

    [Fact]
    public void ServerPage_TimeOutOfRange_MarksTheField()
    {
        _portal.SignIn(PortalRoles.Admin);
        var page = _portal.Render<ServerPage>();

        page.Find("#name").Input("payments");
        page.Find("#url").Input("http://127.0.0.1:9/mcp");
        page.Find("#timeout").Change("4000");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#timeout").GetAttribute("aria-invalid")));
        Assert.Contains("1 to 3600 seconds", page.Find("#timeout-hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerPage_NewWithTakenName_IsRefused()
    {
        _portal.SignIn(PortalRoles.Admin);
        await SaveAsync("payments");
        var page = _portal.Render<ServerPage>();

        page.Find("#name").Input("payments");
        page.Find("#url").Input("http://127.0.0.1:9/mcp");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("already", page.Find("#name-hint").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServerPage_StoredCredentials_AreNamedButNeverShown()
    {
        _portal.SignIn(PortalRoles.Admin);
        await SaveAsync("payments", enabled: false);

        var page = _portal.Render<ServerPage>(parameters => parameters.Add(p => p.Name, "payments"));

        Assert.Contains("X-Api-Key", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerPage_Remove_AsksOnceAndNamesTheLoss()
    {
        _portal.SignIn(PortalRoles.Admin);
        await SaveAsync("payments", enabled: false);
        var page = _portal.Render<ServerPage>(parameters => parameters.Add(p => p.Name, "payments"));

        page.Find("button.button-danger").Click();
        Assert.Contains("credentials are lost", page.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);
        await page.Find("[role=alertdialog] button.button-danger").ClickAsync(new());

        Assert.Empty(_portal.Services.GetRequiredService<ServerRegistry>().Servers);
        Assert.EndsWith("/servers", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerPage_AsAuditor_ShowsNoForm()
    {
        _portal.SignIn(PortalRoles.Auditor);
        await SaveAsync("payments", enabled: false);

        var page = _portal.Render<ServerPage>(parameters => parameters.Add(p => p.Name, "payments"));

        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void ServerPage_Unknown_DoesNotExist()
    {
        _portal.SignIn(PortalRoles.Admin);

        var page = _portal.Render<ServerPage>(parameters => parameters.Add(p => p.Name, "nothing"));

        Assert.Contains("This server does not exist", page.Markup, StringComparison.Ordinal);
    }

    private async Task SaveAsync(string name, bool enabled = true) => Assert.Empty(await _portal.Services.GetRequiredService<ServerRegistry>().SaveAsync(
        new ServerDefinition(name, "http://127.0.0.1:9/mcp", new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Api-Key"] = "secret-value" }, enabled), false, CancellationToken.None));
}
