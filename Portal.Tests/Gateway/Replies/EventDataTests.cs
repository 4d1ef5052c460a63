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
    [InlineData("x4111111111111111: 1\ndata: [4111111111111111]\n\n", "x411111******1111: 1\ndata: [4111110000001111]\n\n")]
    public void Rewrite_MaskedData_PutsItInPlace(string raw, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var data = EventData.Read(bytes);
        var masked = _masker.Mask(data.Text);
        Assert.Equal(expected, Encoding.UTF8.GetString(data.Rewrite(bytes, masked.Json.Span, _masker, MaskingProfile.Default).Span));
    }

    [Theory]
    [InlineData(": 4111111111111111\nid: 4111111111111111\ndata: {\"id\":4111111111111111}\n\n", ": 411111******1111\nid: 4111111111111111\ndata: {\"id\":4111111111111111}\n\n")]
    [InlineData(": 4111111111111111\nid: 4111111111111111\n\n", ": 411111******1111\nid: 4111111111111111\n\n")]
    [InlineData(": c\nid: 4111111111111111\ndata:   \n\n", ": c\nid: 4111111111111111\ndata:   \n\n")]
    public void Rewrite_CommentBesideIdentifiers_MasksTheCommentOnly(string raw, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var data = EventData.Read(bytes);
        Assert.Equal(expected, Encoding.UTF8.GetString(data.Rewrite(bytes, data.Text.Span, _masker, MaskingProfile.Default).Span));
    }

    [Theory]
    [InlineData(": " + Pan + "\ndata: {}\n\n", true)]
    [InlineData("event: " + Pan + "\ndata: {}\n\n", true)]
    [InlineData("unknown: " + Pan + "\n\n", true)]
    [InlineData("id: 1\ndata: {}\n\n", false)]
    [InlineData("\r\n", false)]
    public void HasComment_Event_TellsWhetherItHoldsTextBesideDataAndId(string raw, bool expected) =>
        Assert.Equal(expected, EventData.HasComment(Encoding.UTF8.GetBytes(raw)));
}
