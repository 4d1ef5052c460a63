namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Lists how forms name what nobody may be asked for through one: passwords, PINs, cards, keys (MCP 2025-11-25, Elicitation, Form
/// Mode Security).
/// </summary>
internal static class SensitiveWords
{
    /// <summary>
    /// Words and phrases that say it wherever they stand. Those of six letters and more also within a longer word, as in
    /// <c>dbpassword</c>.
    /// </summary>
    public static readonly string[] Anywhere =
    [
        // Passwords
        "password", "passwords", "passwd", "pass word", "passcode", "passphrase", "passwort", "passwörter", "kennwort",
        "kennwörter", "mot de passe", "mots de passe",
        "contraseña", "clave secreta", "clave de acceso", "palavra passe", "wachtwoord", "lösenord", "adgangskode", "passord",
        "salasana", "jelszó",
        "kata sandi", "mật khẩu", "parola d'ordine", "пароль", "пароля", "κωδικός πρόσβασης", "パスワード", "密码", "密碼", "口令", "비밀번호",
        "كلمة المرور", "كلمة السر",
        "סיסמה", "पासवर्ड", "รหัสผ่าน",

        // PINs and codes
        "pin code", "pin number", "pincode", "geheimzahl", "geheimnummer", "code pin", "código pin", "codice pin", "kod pin",
        "пин код", "暗証番号", "one time code", "one time passcode",
        "authenticator code", "recovery code", "recovery codes",

        // Cards
        "card number", "card numbers", "card holder", "cardholder", "card expiry", "card expiration", "card verification",
        "card security", "card details", "card data",
        "credit card", "debit card", "payment card", "bank card", "expiry of the card", "expiry of your card",
        "expiration of your card", "primary account number", "valid thru", "security code",
        "kartennummer", "kreditkarte", "kreditkarten", "kreditkartennummer", "debitkarte", "bankkarte", "prüfnummer",
        "kartenprüfnummer", "sicherheitscode",
        "numéro de carte", "numéro de la carte", "numéro de votre carte", "carte bancaire", "carte de crédit", "carte bleue",
        "cryptogramme", "code de sécurité",
        "número de tarjeta", "número de la tarjeta", "tarjeta de crédito", "tarjeta de débito", "código de seguridad",
        "número do cartão", "cartão de crédito", "cartão de débito", "código de segurança",
        "numero della carta", "numero di carta", "carta di credito", "carta di debito", "codice di sicurezza",
        "kaartnummer", "creditcardnummer", "beveiligingscode", "numer karty", "karta kredytowa", "karty kredytowej",
        "номер карты", "банковской карты", "кредитной карты",
        "カード番号", "クレジットカード", "セキュリティコード", "卡号", "卡號", "信用卡", "银行卡", "安全码", "카드번호", "카드 번호", "신용카드",

        // Keys
        "api key", "api keys", "api token", "api secret", "access token", "access key", "secret key", "private key",
        "client secret", "auth token", "bearer token", "refresh token", "ssh key",
        "signing key", "encryption key", "seed phrase", "recovery phrase", "credential", "credentials", "secret access",
        "shared secret",
        "api schlüssel", "geheimer schlüssel", "privater schlüssel", "clé api", "clé secrète", "clé privée", "clave api",
        "clave privada", "chiave api", "chiave privata", "chave api", "chave privada",
        "api ключ", "секретный ключ", "apiキー", "密钥", "密鑰", "私钥",
    ];

    /// <summary>Words that say it only when they stand alone.</summary>
    public static readonly string[] Whole =
    [
        "pwd", "pw", "passwd", "senha", "senhas", "hasło", "heslo", "şifre", "passcode", "pin", "pins", "пин", "cvv",
        "cvv2", "cvc", "cvc2", "cvn", "otp", "totp", "secret", "secrets",
        "apikey", "cardno", "userpin", "cardpin", "newpin", "oldpin", "atmpin", "bankpin", "kreditkarten",
    ];

    /// <summary>
    /// Words and phrases that say it as the name or title of a field, where in a sentence they could mean anything.
    /// </summary>
    public static readonly string[] Names =
    [
        "pan", "card", "card no", "card num", "card code", "card exp", "exp month", "exp year", "exp date", "expiry month",
        "expiry year", "pass", "pass code", "2fa code", "mfa code", "otp code",
        "auth code", "karte", "tarjeta", "cartão", "carte",
    ];

    /// <summary>Holds what stands before or after a word where it means something harmless: <c>*</c> stands for the word.</summary>
    public static readonly string[] Harmless =
    [
        "map *", "safety *", "rolling *", "bowling *", "gpio *", "drawing *", "push *", "hair *", "lapel *", "header *",
        "* board", "* this", "* the", "* it", "* that", "* to", "* message", "* messages",
        "* tab", "* tabs", "* note", "* notes", "* post", "* item", "* items", "* comment", "* thread", "* channel", "* drop",
        "* location", "* version", "* versions", "* color", "* colour",
        "* santa", "* ballot", "* agent", "* sauce", "* ingredient", "* menu",
    ];

    /// <summary>Holds what makes a word sensitive after all when it stands right before it.</summary>
    public static readonly string[] Owners =
    [
        "your", "my", "enter", "card", "bank", "atm", "account", "sim", "current", "new", "old", "digit",
    ];

    /// <summary>Longer words that hold a sensitive one and are harmless.</summary>
    public static readonly string[] Innocent = ["passwordless", "credentialing", "cardholders"];
}
