using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking.Detectors;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class LuhnTests
{
    [Theory]
    [InlineData("79927398713", true)]
    [InlineData("79927398710", false)]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("378282246310005", true)]
    [InlineData("0", true)]
    public void Passes_KnownNumber_SaysWhetherTheCheckDigitFits(string digits, bool passes) =>
        Assert.Equal(passes, Luhn.Passes(Encoding.ASCII.GetBytes(digits)));

    [Fact]
    public void Passes_AnyDigits_AgreesWithTheStandard() => Prop
        .ForAll(Digits.ToArbitrary(), digits => Luhn.Passes(Encoding.ASCII.GetBytes(digits)) == TestCards.Passes(digits))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Passes_OneDigitChanged_Fails() => Prop
        .ForAll(
            Digits.SelectMany(digits => Gen.Choose(0, digits.Length - 1), (digits, place) => (Number: TestCards.Complete(digits), place))
                .SelectMany(pick => Gen.Choose(1, 9), (pick, by) => (pick.Number, pick.place, by))
                .ToArbitrary(),
            pick =>
            {
                var changed = Encoding.ASCII.GetBytes(pick.Number);
                changed[pick.place] = (byte)('0' + ((changed[pick.place] - '0' + pick.by) % 10));
                return !Luhn.Passes(changed);
            })
        .QuickCheckThrowOnFailure();

    private static Gen<string> Digits => Gen.Choose(12, 19)
        .SelectMany(length => Gen.Choose(0, 9).ArrayOf(length))
        .Select(digits => string.Concat(digits));
}
