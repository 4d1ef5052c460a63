using Xunit;

namespace Portal.Tests.Gateway.Masking.Labels;

public sealed class LabelFinderTests
{
    [Theory]
    [InlineData("CVV: 737")]
    [InlineData("the security code is 737.")]
    [InlineData("card verification value 737")]
    [InlineData("CVC2=737")]
    [InlineData("three digits on the back of the card: 737")]
    [InlineData("security number of the card 737")]
    [InlineData("Kartenprüfnummer 737")]
    [InlineData("Prüfziffer (CVC) lautet 737")]
    [InlineData("Sicherheitscode der Karte: 737")]
    [InlineData("cryptogramme visuel : 737")]
    [InlineData("code de sécurité 737")]
    [InlineData("code de vérification de la carte 737")]
    [InlineData("código de seguridad: 737")]
    [InlineData("código de verificación de la tarjeta 737")]
    [InlineData("código de segurança 737")]
    [InlineData("número de segurança do cartão: 737")]
    [InlineData("codice di sicurezza 737")]
    [InlineData("codice di verifica della carta: 737")]
    [InlineData("beveiligingscode 737")]
    [InlineData("kaart controlecode 737")]
    [InlineData("kod bezpieczeństwa: 737")]
    [InlineData("kod CVV karty 737")]
    [InlineData("numer zabezpieczający karty 737")]
    [InlineData("Güvenlik Kodu: 737")]
    [InlineData("kart güvenlik numarası 737")]
    [InlineData("kart doğrulama kodu 737")]
    [InlineData("код безопасности 737")]
    [InlineData("защитный код карты 737")]
    [InlineData("код проверки подлинности карты: 737")]
    [InlineData("安全码：737")]
    [InlineData("信用卡验证码：737")]
    [InlineData("セキュリティコードは737です")]
    [InlineData("カードのセキュリティ番号：737")]
    public void Find_LabelOfACodeInTwelveLanguages_ReplacesItsDigits(string text) =>
        Assert.Equal(text.Replace("737", "***", StringComparison.Ordinal), FoundInText.Mask(text));

    [Theory]
    [InlineData("PIN: 4711")]
    [InlineData("your PIN is 4711")]
    [InlineData("Geheimzahl 4711")]
    [InlineData("code PIN : 4711")]
    [InlineData("PIN-код: 4711")]
    [InlineData("ПИН-код 4711")]
    [InlineData("暗証番号: 4711")]
    public void Find_LabelOfAPin_RemovesIt(string text) => Assert.Equal(text.Replace("4711", "[PIN removed]", StringComparison.Ordinal), FoundInText.Mask(text));

    [Fact]
    public void Find_LabelOfAPinBlock_RemovesIt() => Assert.Equal("PIN block [PIN removed] sent", FoundInText.Mask("PIN block 04D2F1A7B3C59E60 sent"));

    [Theory]
    [InlineData("CVVs: 123, 456, 789", "CVVs: ***, ***, ***")]
    [InlineData("cvv 123 or 1234", "cvv *** or ****")]
    [InlineData("CVV 123, exp 12/28", "CVV ***, exp 12/28")]
    public void Find_ListBehindALabel_ReplacesEach(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Theory]
    [InlineData("737 (CVV)", "*** (CVV)")]
    [InlineData("737 is the CVV", "*** is the CVV")]
    [InlineData("737 is my security code", "*** is my security code")]
    [InlineData("4711 (PIN)", "[PIN removed] (PIN)")]
    public void Find_ValueBeforeItsLabel_IsReplaced(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Theory]
    [InlineData("<cvv>737</cvv>", "<cvv>***</cvv>")]
    [InlineData("cvv=737&x=1", "cvv=***&x=1")]
    [InlineData("cvv 4111111111111111", "cvv 411111******1111")]
    public void Find_LabelInMarkupAndForms_ReplacesItsValue(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Theory]
    [InlineData("CVV result code 200")]
    [InlineData("CVV check passed in 123 ms")]
    [InlineData("CVV is on the back")]
    [InlineData("CVV: 12345")]
    [InlineData("pin 13 of the header")]
    [InlineData("pincode 560001")]
    [InlineData("sms verification code 4171")]
    [InlineData("social security number 731")]
    [InlineData("national security code 731")]
    public void Find_OtherSenses_StayAsTheyAre(string text) => Assert.Equal(text, FoundInText.Mask(text));

    [Theory]
    [InlineData("verification code is 4171")]
    [InlineData("security number 731")]
    [InlineData("验证码：1234")]
    [InlineData("校验码：1234")]
    [InlineData("controlecode 519")]
    [InlineData("code de vérification 696")]
    [InlineData("código de verificación 892")]
    [InlineData("codice di verifica: 964")]
    [InlineData("код проверки: 246")]
    [InlineData("número de segurança: 731")]
    [InlineData("セキュリティ番号：731")]
    public void Find_NameOfOtherCodesWithoutACardWord_StaysAsItIs(string text) => Assert.Equal(text, FoundInText.Mask(text));
}
