using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>
/// Represents what card data is called, in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish, Russian, Chinese and Japanese.
/// Folded: lower case, without diacritics (see <see cref="Folding"/>).
/// </summary>
internal static class Vocabulary
{
    /// <summary>Card verification codes.</summary>
    public static readonly string[] Cvv =
    [
        "cvv", "cvv2", "cvc", "cvc2", "ccv", "ccv2", "cvn", "cvn2", "cv code", "cvvcvc", "cvv cvc", "csc", "cid", "cav", "cav2", "cvd", "cve", "icvv", "dcvv", "cvv code", "cvc code", "cvv number", "cvc number",
        "security code", "card security code", "verification code", "card verification code", "verification value", "card verification value",
        "verification number", "card verification number", "card code", "signature panel code", "card identification number", "security digits",
        "three digit code", "3 digit code", "4 digit code", "cv2", "cvx2", "cvc3", "cvv3", "cv number", "cvv no", "cvc no", "security number", "card validation code", "card validation number", "card validation value",
        "three digits on the back", "3 digits on the back", "digits on the back", "security code number", "c.v.v", "c.v.c", "seccode", "sec. code",
        "cvvs", "cvv codes", "cvc codes", "security codes", "card security codes", "verification codes", "card code verification", "cvvnum", "cvcnum", "cardcvv", "cardcvc", "cardcvv2", "cardcvc2", "cccvv", "cccvc", "ccvv",
        "cvv field", "cvc field", "card sec code", "code on the back", "code on the front", "code on the signature strip", "code on the signature panel", "code on the reverse",
        "sicherheitscode", "sicherheits code", "prufnr", "pruefnr", "pruf nr", "pruef nr", "kartenprufnr", "kartenpruefnr", "kartensicherheitscode", "prufnummer", "pruefnummer", "prufziffer", "pruefziffer", "kartenprufnummer", "kartenpruefnummer",
        "kartenprufziffer", "prufcode", "kartenprufcode", "kartenpruefcode", "pruefcode", "kartenvalidierungscode", "kartenprufzahl", "sicherheitsnummer", "sicherheitszahl",
        "sicherheitscodes", "sicherheitskode", "prufziffern", "pruefziffern", "prufnummern", "pruefnummern", "kreditkartenprufnummer", "kreditkartenpruefnummer", "kartenpruefziffer", "kartenprufwert", "kartenpruefwert", "kartencode", "code auf der ruckseite",
        "code de securite", "cryptogramme", "cryptogramme visuel", "code de verification", "numero de securite", "code de controle", "code securite", "code verification", "code controle", "numero securite", "code cvv", "code cvc",
        "codes de securite", "cryptogrammes", "cryptogramme de securite", "codes cvv", "codes cvc", "code a 3 chiffres", "code a trois chiffres", "code crypto", "code au dos", "code au verso", "chiffres au dos", "n° de securite", "nº de securite",
        "codigo de seguridad", "codigo de verificacion", "clave de seguridad", "numero de seguridad", "codigo de la tarjeta", "codigo seguridad", "codigo verificacion", "cod seguridad", "cod. seguridad", "cod. de seguridad", "cod de seguridad", "cod seg", "cod. seg", "clave de verificacion",
        "codigos de seguridad", "codigo verificador", "codigo de validacion", "digitos de seguridad", "codigo del reverso", "codigo al dorso", "codigo del dorso", "codigos cvv", "codigos de verificacion",
        "codigo de seguranca", "codigo de verificacao", "numero de seguranca", "codigo do cartao", "codigo seguranca", "codigo verificacao", "cod seguranca", "cod. seguranca", "cod. de seguranca", "cod de seguranca",
        "codigos de seguranca", "codigo de validacao", "codigo do verso", "codigo no verso", "digitos de seguranca", "codigos de verificacao",
        "codice di sicurezza", "codice di verifica", "codice sicurezza", "numero di sicurezza", "codice carta", "codice verifica", "codice di controllo", "cod sicurezza", "cod. di sicurezza",
        "codici di sicurezza", "codici di verifica", "cod. sicurezza", "codice a tre cifre", "codice a 3 cifre", "codice sul retro", "codici cvv",
        "beveiligingscode", "veiligheidscode", "controlecode", "verificatiecode", "beveiligingsnummer", "controlegetal", "kaartverificatiecode", "cvc code", "cvv code", "kaartcode",
        "beveiligingscodes", "veiligheidscodes", "controlecodes", "code op de achterkant", "code op de achterzijde",
        "kod bezpieczenstwa", "kod zabezpieczajacy", "kod weryfikacyjny", "kod karty", "numer zabezpieczajacy", "kod weryfikacyjny karty", "trzycyfrowy kod", "kod cvv", "kod cvc", "kod zabezpieczenia",
        "kodu bezpieczenstwa", "kodem bezpieczenstwa", "kody bezpieczenstwa", "kodow bezpieczenstwa", "kodu zabezpieczajacego", "kodu cvv", "kodu cvc", "kody cvv", "kody cvc", "kod z tylu karty", "kod na odwrocie",
        "guvenlik kodu", "guvenlik numarasi", "dogrulama kodu", "kart guvenlik kodu", "kart dogrulama kodu", "guvenlik kod", "cvv kodu", "cvc kodu", "kart guvenlik numarasi", "cvv numarasi",
        "guvenlik kodum", "guvenlik kodumu", "guvenlik kodun", "guvenlik kodunu", "guvenlik kodunuz", "guvenlik kodunuzu", "guvenlik kodlari", "guvenlik kodumuz", "cvv kodum", "cvv kodumu", "cvv kodun", "cvv kodunu", "cvv kodunuz", "cvv kodunuzu", "cvv kodlari", "cvv kodumuz", "cvc kodum", "cvc kodumu", "cvc kodun", "cvc kodunu", "cvc kodunuz", "cvc kodunuzu", "cvc kodlari", "cvc kodumuz", "kart guvenlik kodum", "kart guvenlik kodumu", "kart guvenlik kodun", "kart guvenlik kodunu", "kart guvenlik kodunuz", "kart guvenlik kodunuzu", "kart guvenlik kodlari", "kart guvenlik kodumuz",
        "код безопасности", "код проверки", "проверочный код", "защитный код", "код подлинности", "код карты", "секретный код", "код с обратной стороны", "код проверки подлинности", "код на обороте", "трехзначный код", "код cvv", "код cvc", "cvv код", "cvc код", "проверочный номер", "код верификации",
        "кода безопасности", "кода cvv", "кода cvc", "кода проверки", "коду безопасности", "коду cvv", "коду cvc", "коду проверки", "кодом безопасности", "кодом cvv", "кодом cvc", "кодом проверки", "коде безопасности", "коде cvv", "коде cvc", "коде проверки", "коды безопасности", "коды cvv", "коды cvc", "коды проверки", "кодов безопасности", "кодов cvv", "кодов cvc", "кодов проверки", "защитного кода", "секретного кода", "проверочного кода", "код подтверждения карты", "цифры на обороте", "цифры на обратной стороне",
        "安全码", "安全碼", "验证码", "驗證碼", "校验码", "校驗碼", "卡验证码", "安全代码", "安全号码", "末三码", "末三碼", "后三位", "背面三码", "背面三位数", "背面三位數", "卡背三码", "签名栏三位数", "卡背面三位数", "背面后三位", "背面三位", "信用卡安全码", "后三码", "检查码", "卡背三位数字", "背面三位数字", "卡片验证码", "卡片安全码", "卡安全码",
        "セキュリティコード", "セキュリティーコード", "確認コード", "認証コード", "カード確認番号", "検証コード", "カード検証値", "裏面の3桁", "裏の3桁", "カードの裏の3桁", "3桁のコード", "カード確認コード", "カードセキュリティコード", "セキュリティ番号", "セキュリティーナンバー",
        "セキュリティ・コード", "セキュリティー・コード", "セキュリティ コード", "セキュリティー コード", "ｾｷｭﾘﾃｨｺｰﾄﾞ", "ｾｷｭﾘﾃｨｰｺｰﾄﾞ", "セキュリティｺｰﾄﾞ", "カードコード", "署名欄の3桁",
    ];

    /// <summary>More names of them, with a word in them that is a label by itself.</summary>
    public static readonly string[] CvvNames = ["card cid", "amex cid", "payment cid", "billing cid", "cc cid", "card cav", "card cve", "kod bezopasnosti", "kod bezopasnosti karty", "kod proverki"];

    /// <summary>Those that name any other code as well, of a message to a telephone or a picture: alone a card's, as part of a name anything's.</summary>
    public static readonly string[] OfAnything =
        ["验证码", "驗證碼", "校验码", "校驗碼", "检查码", "確認コード", "認証コード", "検証コード", "后三位", "后三码", "末三码", "末三碼", "controlecode", "controlecodes", "verificatiecode", "controlegetal", "prufziffern", "pruefziffern"];

    /// <summary>Personal identification numbers.</summary>
    public static readonly string[] Pin =
    [
        "pin", "pin number", "pin no", "card pin", "atm pin", "debit pin", "personal identification number",
        "geheimzahl", "pin nummer", "karten pin", "kartenpin", "code pin", "code secret", "code confidentiel",
        "codigo pin", "clave secreta", "numero secreto", "clave del cajero", "senha", "senha do cartao", "senha cartao", "codigo secreto",
        "codice pin", "codice segreto", "pin kod", "kod pin", "numer pin",
        "pin kodu", "pin kodum", "pin kodumu", "pin kodun", "pin kodunu", "pin kodunuz", "pin kodunuzu", "пин кода", "пин коду", "пин кодом", "пин коды", "sifre", "kart sifresi", "sifresi", "пин", "пин код", "пинкод", "密码", "密碼", "pin码", "pin碼", "交易密码", "取款密码", "个人识别码", "暗証番号", "暗證番号", "pin番号",
    ];

    /// <summary>Names that Dutch and English give a PIN and India its six-digit postal code: four or five digits are a PIN.</summary>
    public static readonly string[] ShortPin = ["pin code", "pincode"];

    /// <summary>Encrypted PIN blocks.</summary>
    public static readonly string[] PinBlock =
    [
        "pin block", "pin blk", "pinblk", "pinblok", "encrypted pin", "enc pin", "encrypted pin block", "epb", "pin data", "de52", "de 52", "de052", "field52", "field 52", "f52", "bit52", "bit 52", "df52",
        "iso0 pin", "iso pin block", "pin crypt", "pin cryptogram", "pinbl", "field052", "field 052", "f052",
    ];

    /// <summary>More names of them, with a word in them that is a label by itself.</summary>
    public static readonly string[] PinBlockNames =
    [
        "pin blocks", "pin blocke", "pin block hex", "enc pin block", "encpinblock", "bloc pin", "bloque pin", "bloque de pin", "bloco pin", "bloco de pin", "blocco pin", "blok pin", "blok pinu", "pin bloku",
        "пин блок", "пин блока", "pin块", "pin塊", "pinブロック", "pin ブロック", "暗証番号ブロック",
    ];

    /// <summary>Card numbers.</summary>
    public static readonly string[] Pan =
    [
        "pan", "dpan", "fpan", "device pan", "card pan", "pan number", "pan no", "primary account number", "primary account no", "funding pan", "token pan", "network pan",
        "card number", "card no", "card num", "card nr", "cardnbr", "card nbr", "card", "cc number", "cc no", "cc num", "ccn", "cc", "credit card", "credit card number", "credit card no", "debit card",
        "debit card number", "bank card", "bank card number", "bankcard", "payment card", "payment card number", "prepaid card number", "gift card pan",
        "card account number", "raw card", "full card number", "acct pan",
        "kartennummer", "kartennr", "karten nr", "kreditkarte", "kreditkartennummer", "kreditkartennr", "karte nr", "kartenummer", "bankkarte",
        "numero de carte", "numero carte", "n de carte", "numero de la carte", "carte bancaire", "carte de credit", "num carte", "no carte",
        "numero de tarjeta", "numero tarjeta", "tarjeta", "tarjeta de credito", "num tarjeta", "nro tarjeta", "numero de la tarjeta",
        "numero do cartao", "numero cartao", "cartao", "cartao de credito", "num cartao", "nr cartao",
        "numero carta", "numero di carta", "numero della carta", "carta di credito", "num carta",
        "kaartnummer", "creditcardnummer", "creditkaart", "pasnummer", "kaartnr",
        "numer karty", "nr karty", "karta kredytowa", "numer karty kredytowej", "karta",
        "kart numarasi", "kart no", "kart numara", "kredi karti", "kredi karti numarasi", "kredi kart no", "banka karti", "kartno",
        "номер карты", "номер карточки", "карта", "карты", "банковская карта", "кредитная карта",
        "卡号", "卡號", "银行卡号", "信用卡号", "信用卡號", "信用卡", "银行卡", "卡片号码", "借记卡",
        "カード番号", "クレジットカード番号", "クレジットカード", "カードナンバー",
        "de2", "de02", "de002", "de 2", "bit2", "df02", "tag5a",
    ];

    /// <summary>Words that say a text is about a card.</summary>
    public static readonly string[] Card =
    [
        "card", "cards", "cardholder", "visa", "visa electron", "mastercard", "maestro", "amex", "american express", "discover", "diners", "diners club", "jcb", "unionpay", "union pay",
        "cup", "mir", "rupay", "elo", "hipercard", "verve", "troy", "uatp", "dankort", "uzcard", "humo", "lankapay", "napas", "afrigo", "borica", "girocard", "airplus", "bancontact",
        "karte", "kreditkarte", "debitkarte", "carte", "tarjeta", "cartao", "carta", "kaart", "karta", "karty", "karte", "kart", "karti", "карта", "карты", "карте", "картой", "карту",
        "卡", "银行卡", "カード", "cvv", "cvc", "cvv2", "exp month", "expiry month", "exp year", "exp date", "valid thru",
        "银联", "銀聯", "мир", "飞行卡",
    ];

    /// <summary>Magnetic stripe data and what is equivalent to it.</summary>
    public static readonly string[] Track =
    [
        "track", "track1", "track2", "track3", "track 1", "track 2", "track 3", "track data", "track1 data", "track2 data", "track 1 data", "track 2 data", "trackdata", "tracks",
        "track one", "track two", "track2 equivalent", "track 2 equivalent", "track2 equivalent data", "track 2 equivalent data", "magstripe", "mag stripe", "magnetic stripe", "magstripe data",
        "magnetic stripe data", "swipe", "swipe data", "swipedata", "card swipe", "full track", "de35", "de 35", "de035", "field35", "field 35", "f35", "bit35", "df35",
        "de45", "de 45", "de045", "field45", "field 45", "f45", "bit45", "tag57", "tag 57", "emv57", "emv 57", "9f6b", "tag9f6b", "magnetstreifen", "spur1", "spur2", "piste1", "piste2", "piste 1", "piste 2", "pista1", "pista2", "pista 1", "pista 2",
        "t2 data", "t1 data", "t2equivalent", "磁道", "磁条", "二磁道", "磁気ストライプ", "магнитная полоса", "трек2",
    ];

    /// <summary>Names of ISO 8583 elements that number the fields of anything: the value must look like the element's.</summary>
    public static readonly string[] AnyField = ["field35", "field 35", "f35", "bit35", "df35", "field45", "field 45", "f45", "bit45"];

    /// <summary>The same, of card numbers.</summary>
    public static readonly string[] AnyPanField = ["field2", "field 2", "f2"];

    /// <summary>The same, of PIN blocks.</summary>
    public static readonly string[] AnyBlockField = ["field52", "field 52", "f52", "bit52", "bit 52", "df52", "field052", "field 052", "f052"];

    /// <summary>Those of <see cref="Track"/> that name songs, parcels and paths as well.</summary>
    public static readonly string[] AnyTrack = ["track", "tracks", "swipe"];

    /// <summary>Addresses and devices.</summary>
    public static readonly string[] Place =
    [
        "address", "addresses", "shipping", "shippingaddress", "billingaddress", "location", "postal", "postaladdress", "adresse", "direccion", "endereco", "indirizzo", "adres", "city", "street", "district", "locality", "town", "village",
        "gpio", "board", "pinout", "arduino", "raspberry", "connector",
    ];

    /// <summary>Numbers that may look like card numbers and are none.</summary>
    public static readonly string[] OtherNumber =
    [
        "imei", "imei2", "imeisv", "meid", "iccid", "sim", "sim serial", "imsi", "iban", "bban", "sscc", "barcode",
        "tracking", "tracking number", "tracking no", "tracking id", "tracking code", "waybill", "awb", "parcel", "parcel label", "shipment", "consignment", "sendungsnummer",
        "uuid", "guid", "parcel id", "parcel no", "parcelno", "track no", "track number", "trackno", "consignment note", "fedex", "usps", "dhl", "canada post",
        "sendung", "sendungsverfolgung", "paketnummer", "paket id", "trackingnummer", "colis", "numero de suivi", "numero suivi", "numero de seguimiento", "codigo de rastreio", "codigo rastreio", "numero di spedizione",
        "numer przesylki", "zendingnummer", "takip numarasi", "трек номер", "номер отправления", "运单号", "快递单号", "物流单号", "追跡番号", "お問い合わせ番号",
    ];

    /// <summary>Such numbers that have at most fifteen digits, or are times.</summary>
    public static readonly string[] BriefNumber =
    [
        "gtin", "gtin14", "gtin13", "ean", "ean13", "ean 13", "isbn", "isbn13", "upc",
        "phone", "telephone", "mobile", "msisdn", "tel", "cell", "fax", "handynummer", "telefon", "telefono", "whatsapp",
        "timestamp", "epoch", "epoch ms", "epoch us", "epoch ns", "unix time", "ts", "nanos", "micros", "millis",
        "lat", "lon", "lng", "latitude", "longitude",
    ];

    /// <summary>Words that name numbers of the business, which may be shaped like those of networks that prove little.</summary>
    public static readonly string[] Reference =
    [
        "order", "orders", "sku", "article", "item", "tenant", "batch", "invoice", "ticket", "customer", "client", "job", "serial", "purchase", "merchant", "terminal", "transaction", "txn", "trace",
        "booking", "reservation", "contract", "claim", "case", "employee", "member", "membership", "loyalty", "folio", "meter", "device", "user", "session", "request", "correlation", "document", "voucher", "receipt", "lot", "note", "memo", "mandate", "appointment",
        "bestellung", "bestellnummer", "kunde", "kundennummer", "rechnung", "rechnungsnummer", "auftrag", "auftragsnummer", "vertrag", "commande", "facture", "pedido", "factura", "cliente", "ordine", "fattura", "bestelling", "factuur",
        "zamowienie", "faktura", "klient", "siparis", "fatura", "musteri", "заказ", "заказа", "счет", "клиент", "клиента", "订单", "订单号", "发票", "客户", "注文", "注文番号", "請求書",
    ];

    /// <summary>Accounts, papers and what the acquirer numbers: such names whose numbers have at most fifteen digits.</summary>
    public static readonly string[] BriefReference =
    [
        "account", "accounts", "bankaccount", "accountnumber", "accountid", "wallet", "asset", "konto", "kontonummer", "bankkonto", "compte", "comptes", "cuenta", "cuentas", "conta", "contas", "conto", "rekening", "rekeningnummer", "konta", "hesap", "счета", "счёт", "账号", "帳號", "账户", "口座", "口座番号",
        "rrn", "mid", "tid", "stan", "arn", "uti", "merchantid", "terminalid", "siret", "siren", "cnpj", "cpf", "ssn", "ein", "tin", "nif", "vat", "ustid", "inn", "tax", "taxid", "steuernummer", "license", "licence", "permit", "passport", "reisepass", "ausweis", "identite", "identita", "certificate", "coupon", "gutschein", "policy", "flurstuck", "approval", "approvals", "fulfilment", "fulfillment",
        "fedex", "dhl", "ups", "usps", "call", "sms", "dial", "anruf", "ruckruf",
    ];

    /// <summary>Names that say only that a value follows.</summary>
    public static readonly string[] Value =
    [
        "value", "val", "text", "answer", "content", "data", "response", "input", "number", "no", "num", "v", "string", "string value", "result", "code", "digits", "raw", "default", "example", "examples", "const", "enum", "old", "new", "s", "n", "integer value", "number int", "number long", "from", "to", "before", "after", "rejected value",
        "field value", "value string", "value text", "value integer", "value int", "value number", "raw value", "text value", "default value", "current value", "input value", "new value", "old value", "user value", "actual value", "string val", "text val", "values", "entered", "received", "submitted", "original", "plain", "plaintext", "plain text", "clear", "cleartext", "hex", "block",
        "wert", "valeur", "valor", "valore", "waarde", "wartosc", "deger", "значение", "值", "値",
    ];

    /// <summary>Words that turn a name into one about the value: whether it matched, how long it is, a token for it.</summary>
    public static readonly FrozenSet<string> About = new[]
    {
        "check", "checks", "checked", "result", "results", "required", "require", "status", "response", "resp", "match", "matched", "matches", "present", "length", "len", "type", "enabled", "valid", "validated",
        "verified", "verify", "supported", "error", "errors", "count", "attempts", "attempt", "tries", "retries", "retry", "remaining", "policy", "rule", "rules", "hash", "hashed", "token", "tokens", "tokenized", "last4", "last", "first6",
        "bin", "bins", "iin", "iins", "zip", "postcode", "plz", "suffix", "prefix", "fingerprint", "masked", "hint", "mask", "provided", "indicator", "flag", "indicators", "mode", "name", "brand", "expiry", "exp", "id", "ids", "format", "header", "layout", "mapping", "date", "time", "timeout",
        "reason", "message", "url", "uri", "image", "icon", "limit", "balance", "currency", "country", "holder", "issuer", "scheme", "network", "avs", "outcome", "failed", "failures", "set", "changed", "used", "state", "ok", "pass", "passed",
        "capability", "bypass", "total", "uuid", "guid", "key", "ref", "reference", "label", "title", "description", "color", "colour", "assignment", "config", "configuration", "level", "map", "version", "size", "order", "kind", "category", "ms", "latency", "duration", "elapsed", "seconds", "created", "updated", "year", "month", "day", "product", "program", "design", "sequence", "seq", "position", "positions",
        "ergebnis", "prufergebnis", "prufung", "fehler", "fehlt", "fehlgeschlagen", "gultig", "versuche", "anzahl", "lange", "laenge", "resultat", "statut", "erreur", "tentatives", "essais", "longueur", "manquant", "invalide", "resultado", "estado", "intentos", "tentativas", "longitud", "comprimento", "falhou", "fallido", "risultato", "esito", "stato", "errore", "tentativi", "lunghezza",
        "resultaat", "fout", "fouten", "pogingen", "lengte", "wynik", "blad", "proby", "dlugosc", "sonuc", "sonucu", "durum", "durumu", "hata", "deneme", "uzunluk", "результат", "статус", "ошибка", "попытки", "попыток", "длина", "结果", "結果", "状态", "狀態", "错误", "長さ", "长度", "エラー", "回数", "次数",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Holds what follows a quantity.</summary>
    public static readonly FrozenSet<string> Units = new[]
    {
        "ms", "sec", "secs", "second", "seconds", "sekunden", "min", "mins", "minute", "minutes", "minuten", "hours", "days", "eur", "euro", "usd", "gbp", "chf", "jpy", "px", "kb", "mb", "gb", "bytes", "times", "mal",
        "items", "pcs", "rows", "requests", "records", "errors", "failures", "attempts", "tries", "percent", "ppm", "rpm", "bps", "ohm", "volt", "meter", "people", "users", "findings", "cards", "transactions", "words", "characters", "chars", "lines", "entries", "calls", "tests", "cases", "files", "people", "customers", "orders", "times", "per",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Holds what a verification code has three or four of.</summary>
    public static readonly string[] Digits = ["digit", "stellig", "stellen", "ziffern", "chiffres", "digitos", "cifras", "cifre", "cijfers", "cyfry", "haneli", "hane", "цифр", "位", "桁"];

    /// <summary>Words that lead over from a value to the label behind it: <c>123 is the CVV</c>.</summary>
    public static readonly FrozenSet<string> Verbs = new[] { "is", "was", "as", "=", "ist", "war", "als", "est", "es", "e" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that may stand between these and the label.</summary>
    public static readonly FrozenSet<string> Articles =
        new[] { "the", "a", "my", "her", "his", "their", "your", "card", "der", "die", "meine", "le", "la", "el", "mi", "il", "o", "de" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that may stand between a label and its value.</summary>
    public static readonly string[] Fillers =
    [
        "digit", "stellig", "stellen", "ziffern", "chiffres", "digitos", "cifras", "cifre", "cijfers", "cyfry", "haneli", "hane", "цифры", "цифр", "位", "桁", "reads", "says", "shows", "being", "invalid", "incorrect", "wrong", "got", "received", "expected", "submitted", "supplied", "provided", "typed", "keyed", "betragt", "vaut", "ruckseite", "falsch", "ungultig",
        "number", "n", "code", "value", "digits", "is", "was", "the", "of", "no", "nr", "num", "nummer", "lautet", "ist", "war", "est", "es", "e", "era", "jest", "to", "on", "numero", "numer", "wert", "valeur", "valor", "valore",
        "for", "it", "card", "der", "die", "karte", "de", "la", "le", "carte", "tarjeta", "cartao", "carta", "karty", "kaart", "kart", "used", "entered", "given", "equals", "this", "her", "his", "my", "your", "their",
        "это", "карты", "равен", "код", "номер", "是", "为", "為", "は", "が", "です", "码", "碼", "号", "コード", "番号", "string", "str", "val", "data", "type", "text", "olarak", "cdata", "back", "as", "key", "int", "property", "kod", "kodu", "kody", "numarasi", "codigo", "codice", "below", "above", "are", "has", "returned", "some", "its", "s", "please", "answer", "a", "mismatch", "sono", "sao", "zijn", "sind", "sont", "wynosi", "luidt",
    ];
}
