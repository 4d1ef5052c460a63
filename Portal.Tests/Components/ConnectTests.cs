using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Connect;
using Portal.Gateway.Callers;
using Xunit;

namespace Portal.Tests.Components;

public sealed class ConnectTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void ConnectPage_NoServer_SaysWhoRegistersOne()
    {
        _portal.SignIn(PortalRoles.Caller);

        var page = _portal.Render<ConnectPage>();

        page.WaitForAssertion(() => Assert.Contains("No server to connect to yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TokenPanel_WithoutAName_SaysWhatIsMissing()
    {
        _portal.SignIn(PortalRoles.Caller);
        var panel = _portal.Render<TokenPanel>();

        await panel.Find("form").SubmitAsync();

        Assert.Contains("Give the token a name", panel.Find(".fault").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenPanel_Made_IsShownOnceAndStoredAsHashOnly()
    {
        _portal.SignIn(PortalRoles.Caller);
        var panel = _portal.Render<TokenPanel>();
        panel.Find("#token-name").Change("Laptop");

        await panel.Find("form").SubmitAsync();

        panel.WaitForAssertion(() => Assert.StartsWith(TokenIssuer.TokenPrefix, panel.Find("#new-token").TextContent, StringComparison.Ordinal));
        await using var context = _portal.Open();
        var token = await context.AccessTokens.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(_portal.PersonId, token.CallerId);
        Assert.Equal(_portal.Clock.GetUtcNow().AddDays(90), token.Expires);
        Assert.DoesNotContain(panel.Find("#new-token").TextContent, _portal.Render<TokenPanel>().Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude-code", "claude mcp add --transport http payments https://gw.example.com/mcp/payments --header \"Authorization: Bearer pt_x\"")]
    [InlineData("inspector", "--cli https://gw.example.com/mcp/payments")]
    [InlineData("curl", "Authorization: Bearer pt_x")]
    [InlineData("cursor", "\"url\": \"https://gw.example.com/mcp/payments\"")]
    public void Snippets_ForAServer_HoldAddressAndToken(string key, string part)
    {
        var snippet = ClientSnippet.For("payments", "https://gw.example.com/", "pt_x").Single(candidate => candidate.Key == key);

        Assert.Contains(part, snippet.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Snippets_ForVsCode_AskForTheTokenInsteadOfStoringIt()
    {
        var snippet = ClientSnippet.For("payments", "https://gw.example.com", "pt_x").Single(candidate => candidate.Key == "vscode");

        Assert.DoesNotContain("pt_x", snippet.Text, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(snippet.Text);
        Assert.Equal("https://gw.example.com/mcp/payments", json.RootElement.GetProperty("servers").GetProperty("payments").GetProperty("url").GetString());
    }
}
