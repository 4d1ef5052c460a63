using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Protocol;
using Xunit;

namespace Portal.Tests.Gateway.Inspection;

public sealed class HeaderChecksTests
{
    private const string Stateless = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"zahlen €","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";
    private const string Plain = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get"}}""";
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";
    private const string Notification = """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""";
    private const string Response = """{"jsonrpc":"2.0","id":1,"result":{}}""";
    private const string Encoded = "=?base64?emFobGVuIOKCrA==?=";

    [Theory]
    [InlineData(Stateless, "2026-07-28", "tools/call", Encoded)]
    [InlineData(List, "2026-07-28", "tools/list", null)]
    [InlineData(Plain, null, null, null)]
    [InlineData(Plain, "2025-06-18", null, null)]
    [InlineData(Plain, "2025-06-18", "tools/call", "get")]
    [InlineData(Plain, "2026-07-28", "tools/call", "get")] // no version in the body: the server's to refuse
    [InlineData(Plain, null, "tools/call", "=?base64?Z2V0?=")]
    [InlineData(Notification, "2026-07-28", null, null)]
    [InlineData(Notification, "2026-07-28", "notifications/cancelled", null)]
    [InlineData(Response, "2025-11-25", null, null)]
    [InlineData(Response, "2026-07-28", null, null)]
    public void Check_HeadersAgree_FindsNothing(string body, string? version, string? method, string? name) => Assert.Null(Check(body, version, method, name));

    [Theory]
    [InlineData(Stateless, null, "tools/call", Encoded)]
    [InlineData(Stateless, "2025-11-25", "tools/call", Encoded)]
    [InlineData(Stateless, "2026-07-29", "tools/call", Encoded)]
    [InlineData(Stateless, "2026-07-28", null, Encoded)]
    [InlineData(Stateless, "2026-07-28", "tools/list", Encoded)]
    [InlineData(Stateless, "2026-07-28", "TOOLS/CALL", Encoded)]
    [InlineData(Stateless, "2026-07-28", "tools/call", null)]
    [InlineData(Stateless, "2026-07-28", "tools/call", "refund")]
    [InlineData(Stateless, "2026-07-28", "tools/call", "=?base64?!!!?=")]
    [InlineData(Stateless, "2026-07-28", "tools/call", "=?base64?/w==?=")] // no UTF-8
    [InlineData(Stateless, "2026-07-28", "tools/call", "=?base64??=")]
    [InlineData(Plain, "2025-06-18", "tools/list", null)]
    [InlineData(Plain, null, null, "refund")]
    [InlineData(Plain, null, null, "GET")]
    [InlineData(List, "2026-07-28", "", null)]
    [InlineData(Notification, null, "ping", null)]
    [InlineData(Response, null, "ping", null)]
    public void Check_HeaderDisagrees_IsAHeaderMismatch(string body, string? version, string? method, string? name)
    {
        var fault = Check(body, version, method, name);
        Assert.Equal((400, GatewayError.HeaderMismatch), (fault!.Status, fault.Code));
    }

    [Theory]
    [InlineData("MCP-Protocol-Version", "2026-07-28")]
    [InlineData("Mcp-Method", "tools/call")]
    [InlineData("Mcp-Name", "get")]
    public void Check_HeaderTwice_IsAHeaderMismatch(string header, string value)
    {
        var headers = new HeaderDictionary { [header] = new[] { value, value } };
        Assert.Equal(GatewayError.HeaderMismatch, HeaderChecks.Check(headers, MessageOf(Plain))!.Code);
    }

    private static InspectionFault? Check(string body, string? version, string? method, string? name)
    {
        var headers = new HeaderDictionary();
        foreach (var (header, value) in new[] { (McpHeaders.ProtocolVersion, version), (McpHeaders.Method, method), (McpHeaders.Name, name) })
        {
            if (value is not null)
            {
                headers[header] = value;
            }
        }

        return HeaderChecks.Check(headers, MessageOf(body));
    }

    private static ClientMessage MessageOf(string body)
    {
        Assert.Null(ClientMessageReader.Read(Encoding.UTF8.GetBytes(body), out var messages, out _));
        return Assert.Single(messages);
    }
}
