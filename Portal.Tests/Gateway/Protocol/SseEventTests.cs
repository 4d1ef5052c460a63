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
    public void Lines_OfAText_AreGivenWithoutTheirEndings(string text, params string[] expected)
    {
        var raw = Encoding.UTF8.GetBytes(text);
        var lines = new List<string>();
        foreach (var range in new SseLines(raw))
        {
            lines.Add(Encoding.UTF8.GetString(raw[range]));
        }

        Assert.Equal(expected, lines);
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
