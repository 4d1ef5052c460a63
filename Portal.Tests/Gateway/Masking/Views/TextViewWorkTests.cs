using System.Text;
using Portal.Gateway.Masking.Views;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Views;

/// <summary>No text takes more than a constant number of steps a byte, however its escapes hang together.</summary>
public sealed class TextViewWorkTests
{
    private const int Size = 1 << 18;

    [Theory]
    [InlineData("%")]
    [InlineData("&")]
    [InlineData("\\")]
    [InlineData("=")]
    [InlineData("+")]
    [InlineData("1+1")]
    [InlineData("a=1+1&")]
    [InlineData("%25")]
    [InlineData("&amp;")]
    [InlineData("&#38;")]
    [InlineData("\\u005c")]
    [InlineData("\\ud835")]
    [InlineData("%E2%82")]
    [InlineData("=\r\n")]
    [InlineData("=3D")]
    [InlineData("1=20")]
    [InlineData("\\r\\n")]
    [InlineData("\\u{")]
    [InlineData("e\u0301")]
    [InlineData("\u200B")]
    public void Of_AnythingRepeated_TakesAtMostTwoStepsAByte(string unit) =>
        AssertSteps(string.Concat(Enumerable.Repeat(unit, Size / unit.Length)));

    [Theory]
    [InlineData("&", "amp;")]
    [InlineData("%", "25")]
    [InlineData("\\", "u005c")]
    [InlineData("=", "3D")]
    public void Of_EscapesOfEscapes_TakesAtMostTwoStepsAByte(string begin, string unit) =>
        AssertSteps(begin + string.Concat(Enumerable.Repeat(unit, Size / unit.Length)));

    private static void AssertSteps(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var view = TextView.Of(bytes);
        Assert.InRange(view.Steps, 0, 2 * bytes.Length);
    }
}
