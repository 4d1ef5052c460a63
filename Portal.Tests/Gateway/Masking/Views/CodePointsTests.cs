using System.Text;
using Portal.Gateway.Masking.Views;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Views;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("7", (int)CodePointKind.Digit, 7)]
    [InlineData("٧", (int)CodePointKind.Digit, 7)]
    [InlineData("７", (int)CodePointKind.Digit, 7)]
    [InlineData("⑦", (int)CodePointKind.Digit, 7)]
    [InlineData("⁷", (int)CodePointKind.Digit, 7)]
    [InlineData("𝟳", (int)CodePointKind.Digit, 7)]
    [InlineData("⓪", (int)CodePointKind.Digit, 0)]
    [InlineData("\u00AD", (int)CodePointKind.Ignorable, 0)]
    [InlineData("\u0301", (int)CodePointKind.Ignorable, 0)]
    [InlineData("\u3000", (int)CodePointKind.Space, 0)]
    [InlineData("\u2028", (int)CodePointKind.Newline, 0)]
    [InlineData("\u2212", (int)CodePointKind.Dash, 0)]
    [InlineData("·", (int)CodePointKind.Dot, 0)]
    [InlineData("\u2044", (int)CodePointKind.Slash, 0)]
    [InlineData("：", (int)CodePointKind.Colon, 0)]
    [InlineData("＿", (int)CodePointKind.Underscore, 0)]
    [InlineData("½", (int)CodePointKind.Other, 0)]
    [InlineData("a", (int)CodePointKind.Other, 0)]
    public void At_OneCharacter_SaysWhatItIs(string text, int kind, int digit)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(new CodePoint((CodePointKind)kind, bytes.Length, digit), CodePoints.At(bytes, 0));
    }

    [Fact]
    public void At_InvalidByte_IsOneOther() => Assert.Equal(new CodePoint(CodePointKind.Other, 1), CodePoints.At([0xFF, 0x34], 0));
}
