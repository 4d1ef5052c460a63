using System.Text;
using Portal.Gateway.Masking.Words;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Words;

public sealed class NameSensesTests
{
    private const string Table = """
        Card, Code : cvv CVV2 Cvc cvc2 cvn CVD ccv cvx2 icvv dCVV2 cardCvv card_cvc card-security-code CardSecVal CARDSECVAL
        Card, Code : ssl_cvv2cvc2 ewayCVN x_card_code card_verification_value cardVerificationNumber cc_cid cc_cvv trnCardCvd
        Card, Code : cardValidationNum Ecom_Payment_Card_Verification vpc_CardSecurityCode VPC_CARDSECURITYCODE
        Card, Code : ccverificationvalue creditcardcvv2code cardcvn card[cvc] source[cvc] wc-card-cvc txtCVV reqcvv cvc2plain
        Card, Code : CVVNumber CVCValue VerificationStr2 cvv1 CVV_2 amex_cid kartenpruefnummer Kartenprüfziffer
        Card, Code : cryptogramme_visuel codigoSeguridadTarjeta codigo_seguranca_cartao codiceSicurezzaCarta kartGuvenlikKodu
        Card, Code : kodBezpieczenstwaKarty проверочный_код_карты 信用卡安全码 カードのセキュリティコード カード裏面の3桁 CVV番号 cvv_or_cvc CVV(required)
        Code, Weak : cid SecurityNumber secure_number verificationCode verification_code verification_number
        Code, Weak : validationCode 验证码 cluster_cid
        Code : csc SECCode cvCode cv2 verification_value securityCode security_code cvNumber Prüfnummer Sicherheitscode beveiligingscode 安全码
        Code : 客户安全码 セキュリティコード
        Card, Code, Payment : EWAY_CARDCVN payment.cvv payment[cc_cid] braintree__cvv stripe-card-cvc
        None : VerificationStr1 span ssl_pin track_title national_security_code MERCHANT_CSC merchant_verification_value
        None : address_verification_code mpi_n recvd cvc4_solver recipient spindle company scanner cvs accident placid discard
        None : cardinal wildcard expand panel japan pinterest opinion valid secure security verification tracker backtrack
        None : carton chart pinned incident
        Card, About : cardTitle cardBrand panLength cvvResult cvv_result_code cvvResponseCode avsCvv CVV2MATCH cvvCheck
        Card, About : require_cvv cvv_required has_cvv cvcLength cvvErrorMessage CardSecValInd cvv_attempts hideCVC ignore_cvv
        Pan, Card : pan PAN card_number cardNumber CardNo ccnum cc_number creditCardNumber primaryAccountNumber accountPan
        Pan, Card : dpan device_pan token_pan network_token_pan customer_card_number raw_card_number pan2 cardNumber2
        Pan, Card : card_1_number ssl_card_number kreditkarte_nummer numero_carte numeroTarjeta numero_cartao kaartnummer
        Pan, Card : numer_karty kart_no 卡号 カード番号 номер_карты creditcard tarjeta iban_or_card_number name_card_number
        Pan, Card, Weak : card cc
        Card : card_holder card-body iban_or_card
        Card, About, StandIn : card_id card_token cardLast4 card_bin maskedPan pan_hash pan_token
        About, StandIn : bin last4 first6
        Card, About, Expiry : card_expiry exp_month validThru
        Iban : iban iban_number
        Card, Parcel : card_tracking_number
        Parcel : tracking_number parcel track_number
        Device : imei iccid
        Product : gtin isbn13
        Digest : uuid sha256
        Phone : phone phone_number msisdn
        Pin : pin new_pin PIN_number geheimzahl 暗証番号
        Card, Pin : cardPin card_pin
        Pin, Weak : pinCode senha 密码
        Reference, Place : user_address_pincode
        Place : board_pin gpio_pin delivery_pin shipping
        About : pinAttempts pin_length securityCodeResponse bad_verification_value security_code_check validate kind mapping
        About : description
        Card, PinBlock : pinBlock pin_block encryptedPinBlock de52
        PinBlock, Value, Weak : 52
        PinBlock, Weak : clear_pin_block
        Track, Weak : track swipe de35 f35
        Card, Track : track1 Track2Data track_data magstripe card_track
        Track, Value, Weak : 35
        OtherCode : sms_verification_code emailVerificationCode otp_code login_security_code
        Person : social_security_number SSN aadhaar_number passport_no taxId cnpj
        Reference : order_id invoice_number merchantReference
        About, Reference : reference
        Quantity : trace_id spanId parent_span_id bytes heap_bytes offset ordinal seq total_cents balance_change size
        Time : elapsed_ns duration_ms timestamp created_at
        Coordinate : latitude
        Account : account_number accountNumber routing_number
        Value : 0 12 value code data
        """;

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var halves = line.Split(" : ");
                foreach (var name in halves[1].Split(' '))
                {
                    names.Add(name, halves[0]);
                }
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_Name_SaysWhatItSays(string name, string senses)
    {
        Assert.Equal(Enum.Parse<Senses>(senses), NameSenses.Of(name));
        Assert.Equal(Enum.Parse<Senses>(senses), NameSenses.Of(Encoding.UTF8.GetBytes(name)));
    }

    [Theory]
    [InlineData("social security number", Senses.Person)]
    [InlineData("national security code", Senses.None)]
    [InlineData("iban or card", Senses.Card)]
    [InlineData("customer card number", Senses.Pan | Senses.Card)]
    [InlineData("three digits on the back of the card", Senses.Code | Senses.Card)]
    [InlineData("code de sécurité de la carte", Senses.Code | Senses.Card)]
    [InlineData("Prüfnummer der Karte", Senses.Code | Senses.Card)]
    [InlineData("numéro de carte", Senses.Pan | Senses.Card)]
    [InlineData("Card Verification Value (optional)", Senses.Code | Senses.Card)]
    public void Of_Phrase_SaysWhatItSays(string name, object senses) => Assert.Equal((Senses)senses, NameSenses.Of(name));

    [Theory]
    [InlineData("")]
    [InlineData("___")]
    [InlineData("a name that is far longer than any that means a card verification code, security code, cvv or cvc of a card")]
    public void Of_NoName_IsNothing(string name) => Assert.Equal(Senses.None, NameSenses.Of(name));

    [Fact]
    public void Of_InvalidUtf8_DoesNotThrow() => Assert.Equal(Senses.None, NameSenses.Of([0xff, 0xfe]));
}
