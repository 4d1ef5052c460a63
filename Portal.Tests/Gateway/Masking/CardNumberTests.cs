using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

public sealed class CardNumberTests
{
    [Fact]
    public void Of_AnyDigits_IsTheirValueAndLength() => Prop
        .ForAll(Gen.Choose(0, CardNumber.MaxLength).SelectMany(length => Gen.Elements("0123456789".ToCharArray()).ArrayOf(length)).ToArbitrary(), digits =>
        {
            var text = new string(digits);
            var card = CardNumber.Of(Encoding.ASCII.GetBytes(text));

            Assert.Equal(digits.Length, card.Length);
            Assert.Equal(text.Length == 0 ? 0 : ulong.Parse(text, CultureInfo.InvariantCulture), card.Value);
            Span<byte> back = stackalloc byte[CardNumber.MaxLength];
            Assert.Equal(text, Encoding.ASCII.GetString(back[..card.CopyTo(back)]));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Of_MoreDigitsThanAny_IsNone() => Assert.True(CardNumber.Of("41111111111111111111"u8).IsNone);
}
