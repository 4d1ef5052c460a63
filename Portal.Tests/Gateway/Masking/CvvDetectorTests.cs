using System.Text;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class CvvDetectorTests
{
    [Theory]
    [InlineData("cvv")]
    [InlineData("CVV")]
    [InlineData("cvv2")]
    [InlineData("CVC")]
    [InlineData("cid")]
    [InlineData("csc")]
    [InlineData("card_cvv")]
    [InlineData("cardCvc")]
    [InlineData("card-security-code")]
    [InlineData("security code")]
    [InlineData("Card Verification Value")]
    [InlineData("verificationCode")]
    [InlineData("cvv/cvc")]
    public void IsKey_NameOfACode_IsTrue(string name) => Assert.True(CvvDetector.IsKey(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [InlineData("cv")]
    [InlineData("cvv_result")]
    [InlineData("cvvResultCode")]
    [InlineData("cvc_check")]
    [InlineData("code")]
    [InlineData("zip")]
    [InlineData("accidents")]
    [InlineData("")]
    [InlineData("a name that is far longer than any that means a card verification code")]
    public void IsKey_OtherName_IsFalse(string name) => Assert.False(CvvDetector.IsKey(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [InlineData("123", true)]
    [InlineData("1234", true)]
    [InlineData(" 123 ", true)]
    [InlineData("12", false)]
    [InlineData("12345", false)]
    [InlineData("12a", false)]
    [InlineData("M", false)]
    [InlineData("", false)]
    public void IsCode_Value_ThreeOrFourDigits(string value, bool expected) => Assert.Equal(expected, CvvDetector.IsCode(Encoding.UTF8.GetBytes(value)));
}
