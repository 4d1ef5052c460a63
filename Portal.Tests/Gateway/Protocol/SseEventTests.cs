using System.Text;
using Portal.Gateway.Protocol;
using Xunit;

namespace Portal.Tests.Gateway.Protocol;

public sealed class SseEventTests
{
    [Theory]
    [InlineData("a\nb\r\nc\rd\n\n", "a", "b", "c", "d", "")]
    [InlineData("a", "a")]
    [InlineData("\r\n", "")]
    [InlineData("a\r\r", "a", "")]
    [InlineData("")]
    public void LinesOf_Text_GivesEachLineWithoutItsEnding(string text, params string[] expected)
    {
        var raw = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, SseEvent.LinesOf(raw).Select(range => Encoding.UTF8.GetString(raw[range])));
    }

    [Theory]
    [InlineData("data: a", "data", "a")]
    [InlineData("data:a", "data", "a")]
    [InlineData("data:  a", "data", " a")]
    [InlineData("data", "data", "")]
    [InlineData("data:", "data", "")]
    [InlineData("data: ", "data", "")]
    [InlineData(": c", "", "c")]
    [InlineData("a:b:c", "a", "b:c")]
    [InlineData("", "", "")]
    public void FieldOf_Line_SplitsNameAndValue(string line, string name, string value)
    {
        var raw = Encoding.UTF8.GetBytes(line);
        var (nameRange, start) = SseEvent.FieldOf(raw);
        Assert.Equal((name, value), (Encoding.UTF8.GetString(raw[nameRange]), Encoding.UTF8.GetString(raw[start..])));
    }
}
