using System.Text;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Protocol;
using Xunit;

namespace Portal.Tests.Gateway.Inspection;

public sealed class ClientMessageReaderTests
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get","arguments":{"a":1}}}""";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData(Call + "x")]
    [InlineData(Call + Call)]
    [InlineData("\uFEFF" + Call)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping",}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"/* c */}""")]
    [InlineData("""{"jsonrpc":"2.0","id":01,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":+1,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":NaN,"method":"ping"}""")]
    [InlineData("""{'jsonrpc':'2.0','id':1,'method':'ping'}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"pi\ng"}""" + "\0")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","\u006dethod":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":1,"x":2}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":{"y":[{"z":1,"\u007a":2}]}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\ud800"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":"\udc00"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"\ud800":1}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800x","method":"ping"}""")]
    public void Read_NoStrictJson_IsAParseError(string body) => AssertRefused(body, GatewayError.ParseError);

    [Theory]
    [InlineData(new byte[] { 0x22, 0xFF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0xAF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x7B, 0x00, 0x7D, 0x00 })]
    public void Read_InvalidUtf8_IsAParseError(byte[] body)
    {
        var fault = ClientMessageReader.Read(body, out var messages, out _);
        Assert.Equal((400, GatewayError.ParseError), (fault!.Status, fault.Code));
        Assert.Empty(messages);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"ping\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("""{"id":1,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":2.0,"id":1,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":true,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":[1],"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":""}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":["ping"]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","error":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{},"error":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"prompts/get"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/read"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["a"]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":null}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":{}}}""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0"}]""")]
    public void Read_NoUnambiguousMessage_IsAnInvalidRequest(string body) => AssertRefused(body, GatewayError.InvalidRequest);

    [Theory]
    [InlineData("Method")]
    [InlineData("METHOD")]
    [InlineData("\\u004dethod")]
    [InlineData("JSONRPC")]
    [InlineData("j\\u017fonrpc")]
    [InlineData("ID")]
    [InlineData("iD")]
    [InlineData("Params")]
    [InlineData("param\u017F")]
    [InlineData("Result")]
    [InlineData("re\u017Fult")]
    [InlineData("eRRor")]
    public void Read_ReservedNameInAnotherCase_IsAnInvalidRequest(string name) =>
        AssertRefused($$$"""{"jsonrpc":"2.0","id":1,"method":"ping","{{{name}}}":1}""", GatewayError.InvalidRequest);

    [Theory]
    [InlineData("Name")]
    [InlineData("NAME")]
    [InlineData("Arguments")]
    [InlineData("argument\u017F")]
    [InlineData("argument\\u017f")]
    [InlineData("URI")]
    [InlineData("_Meta")]
    [InlineData("ProtocolVersion")]
    [InlineData("clientinfo")]
    [InlineData("reque\u017FtId")]
    [InlineData("progressTo\u212Aen")]
    [InlineData("progre\u017F\u017FTo\\u212aen")]
    public void Read_ParameterInAnotherCase_IsAnInvalidRequest(string name) =>
        AssertRefused($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","{{{name}}}":1}}""", GatewayError.InvalidRequest);

    [Theory]
    [InlineData("tools/call", "\"{\\\"limit\\\":5000}\"")]
    [InlineData("tools/call", "\"\"")]
    [InlineData("tools/call", "[]")]
    [InlineData("tools/call", "[{\"limit\":5000}]")]
    [InlineData("tools/call", "1")]
    [InlineData("tools/call", "true")]
    [InlineData("tools/call", "null")]
    [InlineData("prompts/get", "\"{}\"")]
    [InlineData("prompts/get", "[]")]
    public void Read_ArgumentsThatAreNoObject_AreInvalidParams(string method, string arguments)
    {
        var call = $$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{"name":"a","arguments":{{{arguments}}}}}""";

        AssertRefused(call, GatewayError.InvalidParams);
        AssertRefused($"[{call}]", GatewayError.InvalidParams);
    }

    [Theory]
    [InlineData("tools/call", "{}")]
    [InlineData("x/extension", "[]")]
    [InlineData("resources/read", "[]")]
    public void Read_ArgumentsElsewhere_GoOn(string method, string arguments) => Assert.Null(ClientMessageReader.Read(
        Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{"name":"a","uri":"u","arguments":{{{arguments}}}}}"""), out _, out _));

    [Fact]
    public void Read_Refusal_QuotesNothingOfTheBody()
    {
        var fault = Fault("""{"jsonrpc":"2.0","id":1,"method":"ping","4111111111111111":1,"4111111111111111":2}""");
        Assert.DoesNotContain("4111", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1000, false)]
    public void Read_Depth_PassesTo64(int depth, bool passes)
    {
        // The message, its params and the arguments are three levels.
        var arrays = depth - 3;
        var body = $$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":{{{{new string('[', arrays)}}}}{{{{new string(']', arrays)}}}}}}}""";
        Assert.Equal(passes, ClientMessageReader.Read(Encoding.UTF8.GetBytes(body), out _, out _) is null);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Read_MethodLength_PassesTo128(int length, bool passes) => Assert.Equal(
        passes,
        ClientMessageReader.Read(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{new string('m', length)}}"}"""), out _, out _) is null);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e3", "1e3")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("\"\\u0061\\/\"", "\"\\u0061\\/\"")]
    [InlineData("\"\"", "\"\"")]
    public void Read_Id_StaysAsItIsWritten(string id, string expected) =>
        Assert.Equal(expected, Single($$"""{"jsonrpc":"2.0","id":{{id}},"method":"ping"}""").Id);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", "Request", "ping", null)]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", "Notification", "notifications/initialized", null)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", "Response", null, null)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"m"}}""", "Response", null, null)]
    [InlineData(Call, "Request", "tools/call", "get")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"p"}}""", "Request", "prompts/get", "p")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///a"}}""", "Request", "resources/read", "file:///a")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"file:///a"}}""", "Request", "resources/subscribe", "file:///a")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x/extension","params":{"name":"n"}}""", "Request", "x/extension", null)]
    public void Read_Message_TellsKindMethodAndName(string body, string kind, string? method, string? name)
    {
        var message = Single(body);
        Assert.Equal((kind, method, name), (message.Kind.ToString(), message.Method, message.Name));
    }

    [Theory]
    [InlineData("""{"\u006asonrpc":"\u0032.0","\u0069d":1,"\u006dethod":"\u0074ools/call","params":{"name":"\u0067et","arguments":{}}}""")]
    [InlineData("""{ "params" : {"arguments":{"Name":1,"METHOD":2,"ID":3,"_Meta":4,"n":1E+400,"f":-0.0e-10,"big":123456789012345678901234567890},"name":"get"},"method":"tools/call","id":1,"jsonrpc":"2.0" }""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get","task":{"ttl":1}},"extra":{"deep":[null,true,{}]},"methods":1,"ids":2}""")]
    [InlineData("\r\n\t {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"get\",\"arguments\":{\"e\":\"\\ud83d\\ude00 \\\\u0041\"}}}\n ")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get","_meta":{"progressToken":1}}}""")]
    public void Read_UnusualButValid_Passes(string body)
    {
        var message = Single(body);
        Assert.Equal(("tools/call", "get", true), (message.Method, message.Name, message.IsToolCall));
        Assert.Equal(body.Trim(), Encoding.UTF8.GetString(message.Json.Span).Trim());
    }

    [Fact]
    public void Read_Initialize_ReadsRevisionAndClient()
    {
        var message = Single("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","clientInfo":{"name":"c","version":"1"},"capabilities":{}}}""");
        Assert.Equal(("2025-06-18", false, "c", "1"), (message.Revision, message.HasRevisionInMeta, message.ClientName, message.ClientVersion));
    }

    [Fact]
    public void Read_StatelessMeta_ReadsRevisionAndClient()
    {
        var message = Single("""{"jsonrpc":"2.0","id":0,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"}}}}""");
        Assert.Equal(("2026-07-28", true, "c", "1"), (message.Revision, message.HasRevisionInMeta, message.ClientName, message.ClientVersion));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":0,"method":"tools/list","params":{"_meta":7}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":7,"io.modelcontextprotocol/clientInfo":[]}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":null,"clientInfo":{"name":1}}}""")]
    public void Read_OddMetadata_IsIgnored(string body)
    {
        var message = Single(body);
        Assert.Null(message.Revision);
        Assert.Null(message.ClientName);
    }

    [Fact]
    public void Read_Batch_GivesEachMessageItsOwnBytes()
    {
        const string First = """{"jsonrpc":"2.0","id":1,"method":"ping","é":"[,]"}""";
        const string Second = """{ "jsonrpc":"2.0", "method":"notifications/x" }""";
        var fault = ClientMessageReader.Read(Encoding.UTF8.GetBytes($" [\n{First} , {Second},{Call} ]\n"), out var messages, out var isBatch);
        Assert.Null(fault);
        Assert.True(isBatch);
        Assert.Equal([First, Second, Call], messages.Select(message => Encoding.UTF8.GetString(message.Json.Span)));
        Assert.Equal([MessageKind.Request, MessageKind.Notification, MessageKind.Request], messages.Select(message => message.Kind));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Read_BatchSize_PassesTo100(int count, bool passes)
    {
        var body = $"[{string.Join(',', Enumerable.Repeat("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", count))}]";
        Assert.Equal(passes, ClientMessageReader.Read(Encoding.UTF8.GetBytes(body), out var messages, out _) is null);
        Assert.Equal(passes ? count : 0, messages.Count);
    }

    private static void AssertRefused(string body, int code)
    {
        var fault = Fault(body);
        Assert.Equal((400, code), (fault.Status, fault.Code));
    }

    private static InspectionFault Fault(string body)
    {
        var fault = ClientMessageReader.Read(Encoding.UTF8.GetBytes(body), out var messages, out _);
        Assert.NotNull(fault);
        Assert.Empty(messages);
        return fault;
    }

    private static ClientMessage Single(string body)
    {
        var fault = ClientMessageReader.Read(Encoding.UTF8.GetBytes(body), out var messages, out var isBatch);
        Assert.Null(fault);
        Assert.False(isBatch);
        return Assert.Single(messages);
    }
}
