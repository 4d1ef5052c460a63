using System.Text;
using System.Text.Json;
using Portal.Gateway.Protocol;
using Xunit;

namespace Portal.Tests.Gateway.Protocol;

public sealed class ReplyEnvelopeTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", "1", null, false, null)]
    [InlineData("""{"id":"a\u0062","result":{}}""", "\"a\\u0062\"", null, false, null)]
    [InlineData("""{"id":1.50,"result":{}}""", "1.50", null, false, null)]
    [InlineData("""{"id":null,"error":{"code":1,"message":"m"}}""", null, null, true, null)]
    [InlineData("""{"result":{"isError":true,"content":[{"isError":false}]},"id":7}""", "7", null, true, null)]
    [InlineData("""{"result":{"isError":false},"id":7}""", "7", null, false, null)]
    [InlineData("""{"result":{"a":{"isError":true}},"id":7}""", "7", null, false, null)]
    [InlineData("""{"result":{"protocolVersion":"2025-11-25","serverInfo":{"protocolVersion":"x"}},"id":0}""", "0", null, false, "2025-11-25")]
    [InlineData("""{"method":"notifications/progress","params":{"id":9,"method":"x","error":1}}""", null, "notifications/progress", false, null)]
    [InlineData("""{"method":"elicitation/create","id":"s1","params":{}}""", "\"s1\"", "elicitation/create", false, null)]
    [InlineData("""{"\u006dethod":"ping","\u0069d":3}""", "3", "ping", false, null)]
    [InlineData("""  {"id" : {"x":1}, "result":[1,2]} """, null, null, false, null)]
    [InlineData("{}", null, null, false, null)]
    public void ReadAll_OneMessage_ReadsIdMethodAndOutcome(string json, string? id, string? method, bool isError, string? version)
    {
        var (envelope, place) = Assert.Single(ReplyEnvelope.ReadAll(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(new ReplyEnvelope(id, method, isError, version), envelope);
        Assert.Equal(..Encoding.UTF8.GetByteCount(json), place);
    }

    [Fact]
    public void ReadAll_Batch_GivesEachMessageWithItsPlace()
    {
        const string First = """{"id":1,"result":{"a":[{"id":9}]}}""";
        const string Second = """{"id":"é","error":{}}""";
        var json = Encoding.UTF8.GetBytes($"[ {First} ,\n{Second}]");
        var messages = ReplyEnvelope.ReadAll(json);
        Assert.Equal([First, Second], messages.Select(message => Encoding.UTF8.GetString(json[message.Place])));
        Assert.Equal(["1", "\"é\""], messages.Select(message => message.Envelope.Id));
        Assert.Equal([false, true], messages.Select(message => message.Envelope.IsError));
    }

    [Fact]
    public void ReadAll_EmptyBatch_IsNoMessage() => Assert.Throws<JsonException>(() => ReplyEnvelope.ReadAll("[]"u8));

    [Theory]
    [InlineData("1")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("[{}],")]
    [InlineData("[{}]]")]
    [InlineData("[{}")]
    [InlineData("""{"method":"\ud800"}""")]
    [InlineData("""{"result":{"protocolVersion":"\udc00"}}""")]
    public void ReadAll_NoMessage_ThrowsJsonException(string json) => Assert.ThrowsAny<JsonException>(() => ReplyEnvelope.ReadAll(Encoding.UTF8.GetBytes(json)));
}
