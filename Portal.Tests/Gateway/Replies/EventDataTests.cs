using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Replies;
using Xunit;

namespace Portal.Tests.Gateway.Replies;

public sealed class EventDataTests
{
    private const string Pan = "4111111111111111";
    private readonly MessageMasker _masker = new();

    [Theory]
    [InlineData("data: {}\n\n", "{}", false)]
    [InlineData("data:{}\n\n", "{}", false)]
    [InlineData("event: message\nid: 7\ndata: {\"a\":\ndata: 1}\n\n", "{\"a\":\n1}", true)]
    [InlineData("data: {}\r\nid: 7\r\n\r\n", "{}", true)]
    [InlineData("data: {\rdata: }\r\r", "{\n}", false)]
    [InlineData("data\ndata: {}\n\n", "\n{}", false)]
    [InlineData("id: 7\ndata:\n\n", "", true)]
    [InlineData("id: 7\ndata:   \n\n", "", true)]
    [InlineData("id\n\n", "", true)]
    [InlineData(": c\n\n", "", false)]
    [InlineData("retry: 3000\n\n", "", false)]
    [InlineData("Data: {}\n\n", "", false)]
    [InlineData("\n", "", false)]
    public void Read_Event_JoinsItsDataLines(string raw, string json, bool hasId)
    {
        var data = EventData.Read(Encoding.UTF8.GetBytes(raw));
        Assert.Equal((json, hasId), (Encoding.UTF8.GetString(data.Text.Span), data.Id is not null));
    }

    [Theory]
    [InlineData("data: {\"a\":\"4111111111111111\"}\n\n", "data: {\"a\":\"411111******1111\"}\n\n")]
    [InlineData("data:{\"a\":\"4111111111111111\"}\r\n\r\n", "data:{\"a\":\"411111******1111\"}\r\n\r\n")]
    [InlineData("data: {\ndata:   \"a\":\ndata:\"4111111111111111\"}\nid: 4111111111111111\n\n", "data: {\ndata:   \"a\":\ndata:\"411111******1111\"}\nid: 4111111111111111\n\n")]
    [InlineData("retry: 10\rdata: [4111111111111111,\rdata\rdata: 1]\r\r", "retry: 10\rdata: [4111110000001111,\rdata\rdata: 1]\r\r")]
    [InlineData(": 4111111111111111\ndata: [4111111111111111]\n\n", ": 411111******1111\ndata: [4111110000001111]\n\n")]
    [InlineData("data: [4111111111111111]\n: after\nid: 9\n\n", "data: [4111110000001111]\n: after\nid: 9\n\n")]
    [InlineData("event: 4111111111111111\ndata: [4111111111111111]\n\n", "event: 411111******1111\ndata: [4111110000001111]\n\n")]
    [InlineData("x4111111111111111: 1\ndata: [4111111111111111]\n\n", "data: [4111110000001111]\n\n")]
    public void Rewrite_MaskedData_PutsItInPlace(string raw, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var data = EventData.Read(bytes);
        var masked = _masker.Mask(data.Text);
        Assert.Equal(expected, Encoding.UTF8.GetString(new EventRewriter(_masker, MaskingProfile.Default).Rewrite(bytes, data, masked.Json.Span, _masker.MaskText(data.Name)).Span));
    }

    [Theory]
    [InlineData(": 4111111111111111\nid: 4111111111111111\ndata: {\"id\":4111111111111111}\n\n", ": 411111******1111\nid: 4111111111111111\ndata: {\"id\":4111111111111111}\n\n")]
    [InlineData(": 4111111111111111\nid: 4111111111111111\n\n", ": 411111******1111\nid: 4111111111111111\n\n")]
    [InlineData(": c\nid: 4111111111111111\ndata:   \n\n", ": c\nid: 4111111111111111\ndata:   \n\n")]
    public void Rewrite_CommentBesideIdentifiers_MasksTheCommentOnly(string raw, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var data = EventData.Read(bytes);
        Assert.Equal(expected, Encoding.UTF8.GetString(new EventRewriter(_masker, MaskingProfile.Default).Rewrite(bytes, data, data.Text.Span, _masker.MaskText(data.Name)).Span));
    }

    [Theory]
    [InlineData("id: 1\nevent: message\ndata: {}\n\n", true)]
    [InlineData(": connected\nretry: 1500\n\n", true)]
    [InlineData("\r\n", true)]
    [InlineData(": " + Pan + "\ndata: {}\n\n", false)]
    [InlineData(": \u0664\u0661\u0661\u0661\n\n", false)]
    [InlineData(": x\u2028data: {}\n\n", false)]
    [InlineData(": x\u000Bdata: {}\n\n", false)]
    [InlineData("event: " + Pan + "\ndata: {}\n\n", false)]
    [InlineData("event: a\nevent: b\ndata: {}\n\n", false)]
    [InlineData("id: a\nid: b\n\n", false)]
    [InlineData("id: a\u2028data: {}\n\n", false)]
    [InlineData("retry: " + Pan + "\n\n", false)]
    [InlineData("retry: \uFF14\n\n", false)]
    [InlineData("unknown: x\n\n", false)]
    [InlineData("\uFEFFdata: {}\n\n", false)]
    [InlineData("\u00EF\u00BB\u00BFdata: {}\n\n", false)]
    [InlineData("Data: {}\n\n", false)]
    [InlineData("data\n\n", true)]
    public void IsPlain_Event_TellsWhetherEveryLinePassesAsItIs(string raw, bool expected) =>
        Assert.Equal(expected, EventData.Read(Encoding.UTF8.GetBytes(raw)).IsPlain);

    [Theory]
    [InlineData("\uFEFFdata: {}\ndata: 1\n\n", "data: 1\n\n")]
    [InlineData("\u00EF\u00BB\u00BFdata: {}\n\n", "\n")]
    [InlineData("unknown: x\nDATA: {}\n\n", "\n")]
    [InlineData("id: a\nid: b\nevent: c\nevent: d\ndata: 1\n\n", "id: b\nevent: d\ndata: 1\n\n")]
    [InlineData(": x\u2028data: {}\n: kept\n\n", ":\n: kept\n\n")]
    [InlineData("id: a\u0085data: {}\ndata: 1\n\n", "data: 1\n\n")]
    [InlineData("retry: 12345678901234567890\nretry: 20\n\n", "retry: 20\n\n")]
    public void Rewrite_LinesThatClientsReadDifferently_StayBehind(string raw, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var data = EventData.Read(bytes);
        Assert.Equal(expected, Encoding.UTF8.GetString(new EventRewriter(_masker, MaskingProfile.Default).Rewrite(bytes, data, data.Text.Span, data.Name).Span));
    }

    [Fact]
    public void Rewrite_ManyComments_KeepsAFew()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(":1\n", 100_000)) + "\n");
        var data = EventData.Read(bytes);
        Assert.Equal(string.Concat(Enumerable.Repeat(":1\n", 16)) + "\n", Encoding.UTF8.GetString(new EventRewriter(_masker, MaskingProfile.Default).Rewrite(bytes, data, default, data.Name).Span));
    }
}
