using System.Text.Json;
using Portal.E2E.Targets;

namespace Portal.E2E.Interop;

/// <summary>Public MCP clients of both eras list the tools and call one whose answer holds a card number, which they see masked.</summary>
public sealed class PublicClientTests(McpServersFixture servers)
{
    private static readonly TimeSpan Limit = Outer.Limit;

    [Theory]
    [InlineData("inspector.mjs", null)]
    [InlineData("sdk-v1.mjs", "2025-11-25")]
    [InlineData("client-v2.mjs", "2026-07-28")]
    public async Task Client_CallsAToolWithACardNumber_SeesItMasked(string script, string? protocol)
    {
        var target = servers.Proxied(CardTool.Server);
        string[] arguments = [Installed.Script(script), target.Endpoint.ToString(), target.Token!, CardTool.Name, CardTool.Arguments];

        var outcome = await NodeProcess.RunAsync(arguments, new Dictionary<string, string>(StringComparer.Ordinal), Limit, TestContext.Current.CancellationToken);

        Assert.True(outcome.ExitCode == 0, $"{outcome}\n{servers.DescribeFailure()}");
        using var printed = JsonDocument.Parse(outcome.Output);
        Assert.Contains(CardTool.Name, printed.RootElement.GetProperty("tools").EnumerateArray().Select(tool => tool.GetString()));
        Assert.Contains(CardTool.Masked, printed.RootElement.GetProperty("result").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(CardTool.Number, outcome.Output, StringComparison.Ordinal);
        Assert.Equal(protocol, printed.RootElement.GetProperty("protocol").GetString());
    }
}
