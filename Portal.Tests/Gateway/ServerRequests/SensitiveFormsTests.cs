using System.Text.Json;
using Portal.Gateway.ServerRequests;

namespace Portal.Tests.Gateway.ServerRequests;

/// <summary>What a form may not ask for, and what it may, however it is put.</summary>
public sealed class SensitiveFormsTests
{
    public static TheoryData<string> Sensitive =>
    [
        "password", "Password", "userPassword", "user_password", "PASSWORD_HASH", "dbpassword", "new-password", "Please enter your password to go on.", "p a s s w o r d", "pass​word", "passw0rd", "p@ssword",
        "раssword", "passwd", "pwd", "db_pwd", "Passwort", "Benutzerpasswort", "Kennwort", "Ihr Kennwort bitte", "mot de passe", "motDePasse", "Saisissez votre mot de passe", "contraseña", "CONTRASEÑA",
        "Introduzca su contraseña", "senha", "Digite a sua senha", "wachtwoord", "hasło", "Пароль", "введите пароль", "密码", "请输入密码", "パスワードを入力してください", "비밀번호", "كلمة المرور", "lösenord", "Passphrase", "passcode",
        "pin", "PIN", "user_pin", "userPin", "cardPIN", "Enter your PIN", "Your pin this time, please", "PIN code", "pincode", "Geheimzahl", "code PIN", "暗証番号", "cvv", "CVV2", "cvc", "card_cvc", "security code",
        "securityCode", "Sicherheitscode", "Kartenprüfnummer", "cardNumber", "card_number", "CARD NUMBER", "credit card number", "creditcardnumber", "Which credit card shall we charge?", "debit card", "Kreditkartennummer",
        "numéro de carte", "carte bancaire", "número de tarjeta", "tarjeta de crédito", "cartão de crédito", "carta di credito", "номер карты", "信用卡", "クレジットカード", "card", "cardNo", "cardholderName", "card expiry",
        "cardExpiration", "expMonth", "exp_year", "Expiration of your card", "pan", "customerPan", "The PAN of the customer", "primary account number", "apiKey", "api_key", "API key", "OpenAI API key", "apikey", "api token",
        "access_token", "accessToken", "clientSecret", "client_secret", "secret", "Secret key", "private key", "SSH key", "seed phrase", "recovery codes", "credentials", "AWS secret access key", "bearer token", "clé API", "API-Schlüssel",
        "otp", "One-time password",
    ];

    public static TheoryData<string> Harmless =>
    [
        "name", "e-mail", "city", "Which city are you in?", "spinning", "Spinning class", "pinned", "Pinned messages", "opinion", "Your opinion matters", "shipping address", "pinterest", "topping", "happiness", "pineapple",
        "Pin this message to the channel?", "Pin the tab", "Which GPIO pin is the sensor on?", "map pin", "rolling pin", "discard", "Discard changes?", "cardinality", "cardiology", "cardboard", "Wildcard pattern", "postcard text", "Greeting card text",
        "business card layout", "Which board should the card go to?", "scorecard", "dashboard", "flashcards", "compass", "passenger name", "passengers", "passport country", "bypass cache", "passage", "Pass the salt", "passive mode", "passion",
        "secretary", "Secretary of the board", "Secret Santa budget", "secretion", "panel", "panorama", "pancakes", "expand all", "Japan", "company", "pan and zoom", "frying pan size", "panda", "key", "keyboard layout", "Which key should the song be in?",
        "keyword", "Primary key column", "monkey", "token limit", "Max tokens", "access level", "Accessibility", "code", "postcode", "zip code", "country code", "source code", "Code review needed?", "dress code", "otpor", "laptop", "desktop",
        "expiry of the offer", "expiration date of the passport", "exponent", "month", "year", "Start date", "number of guests", "account name", "invoice number", "order number", "phone number", "Security level", "securityGroup", "securities",
        "chiave di ricerca", "clave de búsqueda", "clé de tri", "Schlüsselwort", "Karton", "kartoffel", "carton", "cartoon", "Cartagena", "contract", "contrast", "senhor", "parolee", "hasloch", "pwa", "verification method", "valid through",
        "passwordless", "Turn on passwordless sign-in?",
    ];

    [Theory]
    [MemberData(nameof(Sensitive))]
    public void Form_WithAFieldThatNamesASecret_Asks(string name) =>
        Assert.True(SensitiveForms.Asks(Form("Please fill in.", $$"""{ {{JsonSerializer.Serialize(name)}}: { "type": "string" } }""")) && SensitiveForms.Asks(Titled(name)));

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Form_WithAHarmlessField_DoesNotAsk(string name)
    {
        Assert.False(SensitiveForms.Asks(Form("Please fill in.", $$"""{ {{JsonSerializer.Serialize(name)}}: { "type": "string" } }""")));
        Assert.False(SensitiveForms.Asks(Titled(name)));
        Assert.False(SensitiveForms.Asks(Form(name, """{ "field": { "type": "string" } }""")));
    }

    [Theory]
    [InlineData("""{ "field": { "type": "string", "description": "Your password" } }""")]
    [InlineData("""{ "field": { "type": "string", "enum": ["a", "b"], "enumNames": ["the PIN code", "none"] } }""")]
    [InlineData("""{ "field": { "type": "string", "oneOf": [ { "const": "x", "title": "Card number" } ] } }""")]
    [InlineData("""{ "field": { "type": "array", "items": { "anyOf": [ { "const": "x", "title": "API key" } ] } } }""")]
    [InlineData("""{ "field": { "type": "string", "default": "enter the CVV" } }""")]
    public void Form_ThatNamesASecretAnywhere_Asks(string properties) => Assert.True(SensitiveForms.Asks(Form("Please fill in.", properties)));

    [Theory]
    [InlineData("""{ "properties": { "field": { "type": "string", "format": "password" } } }""")]
    [InlineData("""{ "properties": { "format": { "title": "Your password" } } }""")]
    [InlineData("""{ "properties": { "type": { "type": "string", "description": "The PIN of your card" } } }""")]
    [InlineData("""{ "properties": { "required": { "title": "Card number" } } }""")]
    [InlineData("""{ "properties": { "$id": { "title": "API key" } } }""")]
    [InlineData("""{ "type": { "title": "API key" } }""")]
    [InlineData("""{ "required": [ "password" ] }""")]
    [InlineData("""{ "$defs": { "password": { "type": "string" } } }""")]
    [InlineData("""{ "properties": { "properties": { "properties": { "cvv": {} } } } }""")]
    public void Schema_ThatHidesTheNameInItsOwnWords_Asks(string schema) =>
        Assert.True(SensitiveForms.Asks(JsonSerializer.Deserialize<JsonElement>($$"""{ "message": "Please fill in.", "requestedSchema": {{schema}} }""")));

    [Fact]
    public void Text_TooLongToBeRead_Asks() =>
        Assert.True(SensitiveForms.Asks(Form(new string(' ', 70_000) + "your password", """{ "field": { "type": "string" } }""")));

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\uFDD0")]
    [InlineData("\uD800")]
    public void Text_ThatCannotBeNormalised_IsReadAllTheSame(string odd)
    {
        Assert.True(SensitiveForms.IsNamedIn($"Your {odd}password, please"));
        Assert.False(SensitiveForms.IsNamedIn($"Your {odd}name, please"));
    }

    [Theory]
    [InlineData("A number you like (please don't give us your phone number, PIN or other sensitive information)")]
    [InlineData("Do not enter passwords.")]
    [InlineData("Tell us what went wrong. Never share passwords, API keys or card numbers!")]
    [InlineData("Describe the fault; don’t include credentials")]
    public void Warning_NotToGiveSecretsAway_DoesNotAsk(string text)
    {
        Assert.False(SensitiveForms.Asks(Form(text, """{ "field": { "type": "string" } }""")));
        Assert.False(SensitiveForms.Asks(Form("Please fill in.", $$"""{ "field": { "type": "string", "description": {{JsonSerializer.Serialize(text)}} } }""")));
    }

    [Theory]
    [InlineData("Your password (never share it)")]
    [InlineData("Do not enter your card number with blanks")]
    [InlineData("Do not forget to enter your PIN")]
    [InlineData("Never share your password with others but here")]
    [InlineData("Do not enter your name, but your password")]
    [InlineData("Do not give us your name: your PIN is enough")]
    public void Warning_ThatAsksAllTheSame_Asks(string text) =>
        Assert.True(SensitiveForms.Asks(Form("Please fill in.", $$"""{ "field": { "type": "string", "description": {{JsonSerializer.Serialize(text)}} } }""")));

    [Fact]
    public void Title_ThatReadsLikeAWarning_Asks() => Assert.True(SensitiveForms.Asks(Titled("Do not enter passwords")));

    [Theory]
    [InlineData("Please type your password below.")]
    [InlineData("We need the card number and the expiry of your card.")]
    [InlineData("Gib deine PIN ein")]
    public void Form_WhoseMessageNamesASecret_Asks(string message) => Assert.True(SensitiveForms.Asks(Form(message, """{ "field": { "type": "string" } }""")));

    [Fact]
    public void Page_ThatNamesASecret_IsNoForm() =>
        Assert.False(SensitiveForms.Asks(JsonSerializer.Deserialize<JsonElement>("""{ "mode": "url", "message": "Enter your API key on our page", "url": "https://x.example/" }""")));

    [Fact]
    public void Page_WithAFormBesideIt_IsAForm() =>
        Assert.True(SensitiveForms.Asks(JsonSerializer.Deserialize<JsonElement>("""{ "mode": "url", "url": "https://x.example/", "requestedSchema": { "properties": { "password": {} } } }""")));

    private static JsonElement Titled(string title) => Form("Please fill in.", $$"""{ "field": { "type": "string", "title": {{JsonSerializer.Serialize(title)}} } }""");

    private static JsonElement Form(string message, string properties) =>
        JsonSerializer.Deserialize<JsonElement>($$"""{ "message": {{JsonSerializer.Serialize(message)}}, "requestedSchema": { "type": "object", "properties": {{properties}} } }""");
}
