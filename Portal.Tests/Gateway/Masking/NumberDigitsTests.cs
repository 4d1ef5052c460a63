using System.Text;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

public sealed class NumberDigitsTests
{
    [Theory]
    [InlineData("4111111111111111", "4111111111111111")]
    [InlineData("4.111111111111111E+15", "4111111111111111")]
    [InlineData("4111111111111111.0", "4111111111111111")]
    [InlineData("411111111.111.1111E7", "")]
    [InlineData("4111111111111111.4111111111111111.1e1", "")]
    public void Of_Lexeme_GivesDigitsOfWhatIsANumberOnly(string lexeme, string expected)
    {
        Span<byte> digits = stackalloc byte[38];

        var count = NumberDigits.Of(Encoding.UTF8.GetBytes(lexeme), digits);

        Assert.Equal(expected, Encoding.UTF8.GetString(digits[..count]));
    }
}
