using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Context;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class FieldNamesTests
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
    public void MeaningOf_NameOfACode_IsCvv(string name) => Assert.True(IsCvv(name));

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
    public void MeaningOf_OtherName_IsNotCvv(string name) => Assert.False(IsCvv(name));

    [Theory]
    [InlineData("123", "***")]
    [InlineData("1234", "****")]
    [InlineData(" 123 ", " *** ")]
    [InlineData("1 2 3", "***")]
    [InlineData("123 (back)", "*** (back)")]
    [InlineData("１２３", "***")]
    [InlineData("12", "12")]
    [InlineData("12345", "12345")]
    [InlineData("12a", "12a")]
    [InlineData("M", "M")]
    [InlineData("", "")]
    public void FieldValue_UnderANameOfACode_MasksThreeOrFourDigits(string value, string expected)
    {
        List<Edit>? edits = null;
        var bytes = Encoding.UTF8.GetBytes(value);
        Assert.Equal(value != expected, FieldValue.Find(bytes, FieldMeaning.Cvv, ref edits));
        Assert.Equal(expected, edits is null ? value : Encoding.UTF8.GetString(Edits.Apply(bytes, edits, MaskingProfile.Default)));
    }

    private static bool IsCvv(string name) =>
        FieldNames.MeaningOf(Encoding.UTF8.GetBytes(name)) is var meaning && meaning.HasAny(FieldMeaning.Cvv) && !meaning.HasAny(FieldMeaning.About);
}
