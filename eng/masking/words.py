"""Word pools of the masking corpus: names, sentences, labels in twelve languages, field names and replies of gateways."""

from __future__ import annotations

FIRST = """Ada Adam Agnes Aiko Alba Amir Ana Anders Anke Arjun Astrid Aylin Bela Berta Bruno Carla Cem Chiara Clara Dafne Dario
Deniz Dieter Dmitri Dora Ebba Edin Elif Elsa Emil Emre Enzo Eva Farid Felix Fenna Finn Flora Franka Gideon Greta Hana Hannes
Helga Hugo Ida Igor Ines Ingrid Iris Ivan Jana Jarek Joao Jonas Joris Julia Kaito Karin Karl Katja Kemal Lars Lea Leila Lena
Liam Lucia Luca Magda Malik Marek Maria Mateo Maya Mei Mila Milan Mirko Mona Nadia Nils Nina Noor Olga Oskar Otto Paula Pavel
Petra Pia Quentin Rahul Rania Rita Rosa Ruben Sana Sara Selma Signe Silke Sofia Stefan Sven Tamar Tariq Tessa Theo Tomas Uli
Vera Viktor Wanda Wei Willem Xenia Yara Yuki Yusuf Zdenka Zoe""".split()

LAST = """Abbas Acker Adler Almeida Amsel Arnaud Baran Bauer Becker Berg Blanc Bosch Brandt Brunner Busch Cardoso Celik Chen
Conti Costa Dahl Danek Demir Dorn Drake Duarte Eder Egger Ekberg Engel Falk Faria Fiala Fink Fischer Fontana Forde Frank Fuchs
Gallo Garcia Gerber Graf Gruber Haas Hahn Halvorsen Hartl Heller Hofer Horvat Huber Ibsen Ito Iversen Jansen Janik Jung Kaya
Keller Kern Kowal Kraus Kuhn Lange Leroy Lind Lorenz Lund Maier Marino Marsh Mendes Meyer Moser Nagy Neri Nowak Nyman Oberg
Okafor Olsen Ortiz Ozturk Pacher Park Pavic Pereira Petit Pichler Popov Quist Rao Reiter Ricci Roth Rossi Sanz Sato Schmid
Seidl Silva Sommer Stark Steiner Suzuki Tanaka Thaler Toth Ulrich Vidal Vogel Volkov Wagner Weber Winter Wolf Yilmaz Zeller
Zhang Ziegler Zuber""".split()

CITY = """Graz Linz Wien Salzburg Ulm Bremen Kiel Essen Mainz Bern Basel Zug Lyon Lille Nantes Nice Madrid Vigo Bilbao Porto Faro
Braga Milano Torino Bari Utrecht Breda Leiden Gent Brugge Krakow Gdansk Lodz Poznan Izmir Bursa Ankara Adana Moskva Kazan Omsk
Tula Osaka Kyoto Nagoya Sapporo Beijing Wuhan Chengdu Xiamen Leeds York Bath Derby Cork Galway Austin Boise Reno Tulsa Oslo
Bergen Malmo Lund Turku Espoo Riga Tartu Vilnius Brno Zlin Pecs Szeged Split Zadar Sofia Varna Cluj Iasi""".split()

SHOP = """Alpenkiosk Bergblick Blaumeise Bookery Brightlane Cafe-Linde Corvid Daybreak Dockside Eastgate Feldhof Fernway Galileo
Glasshouse Goldregen Greenmoor Hafenladen Harbourline Heronry Ironleaf Juniper Kastanie Kestrel Lanterna Larkspur Lindenhof
Maplewood Meridian Mistral Moorland Nordwind Oakfield Orchard Palisade Pinecrest Quarry Quayside Ravenhill Redwing Rosenau
Saltmarsh Seegarten Silverbirch Skylark Sonnhof Steinbock Sturmvogel Tamarack Thistle Tramontana Undine Valley Vesper Wacholder
Waterfront Westend Wildrose Windrush Yarrow Zirbe""".split()

THING = """invoice parcel report ticket booking session export backup shipment contract survey lesson receipt order basket claim
statement folder dataset branch build release snapshot refund subscription renewal visit delivery transfer deposit quote lease
warranty inspection reading replica migration queue worker thread""".split()

VERB = """arrived closed finished failed started moved changed expired resumed stopped passed waited returned opened vanished
restarted shipped synced rotated paused""".split()

ADVERB = """yesterday twice again overnight quietly early late today tonight upstairs abroad manually automatically promptly
eventually partially entirely somewhere regularly""".split()

NEUTRAL = [
    "The {thing} {verb} {adverb}.", "{first} {last} says hello.", "Nothing else to report from {city}.",
    "Please close the {thing} after that.", "{shop} is open until late.", "A second {thing} {verb} in {city}.",
    "We will write to {first} {adverb}.", "Ask {first} in {city} about the {thing}.", "Der Vorgang ist erledigt, {first}.",
    "Bitte an {first} {last} weiterleiten.", "Merci de prévenir {first}.", "Le dossier de {city} est clos.",
    "Gracias por avisar, {first}.", "El pedido de {city} llega tarde.", "Obrigado, {first}.", "A entrega em {city} atrasou.",
    "Grazie, ci sentiamo a {city}.", "La pratica di {last} è chiusa.", "Bedankt, {first}.", "De levering in {city} is klaar.",
    "Dziękuję, {first}.", "Sprawa z {city} jest zamknięta.", "Teşekkürler {first}.", "{city} şubesi kapandı.",
    "Спасибо, {first}.", "Заявка из {city} закрыта.", "谢谢，{first}。", "{city}的包裹已到。", "ありがとう、{first}さん。",
    "{city}の件は完了です。", "Left a note for {last}.", "The {thing} of {shop} {verb} {adverb}.", "See you in {city}, {first}.",
    "No reply from {shop} so far.", "{first} will check the {thing} {adverb}.", "Status: {verb}.", "Owner is {first} {last}.",
]

# Frames with {n}: the number. No card word in PLAIN, one in CARD.
PLAIN = [
    "{first} gave us {n} over the telephone", "please use {n} for the {thing}", "the number on file is {n} for {last}",
    "{n} was keyed in by {first}", "value {n} rejected by {shop}", "retry with {n} failed {adverb}",
    "customer typed {n} into the notes field", "got {n} from {first} {last}", "found {n} in the {thing} of {city}",
    "{shop} sent {n} and nothing else", "copied {n} from the {thing}", "the {thing} for {n} {verb}",
    "could not store {n} because the {thing} {verb}", "duplicate entry {n} in table {thing}", "lookup of {n} {verb} {adverb}",
    "Nummer {n} wurde von {first} genannt", "bitte {n} verwenden, sagt {last}", "Eingabe {n} ist ungültig",
    "le numéro {n} a été saisi par {first}", "merci d'utiliser {n} pour {shop}", "valeur {n} refusée",
    "el número {n} lo dio {first}", "usar {n} para el pedido de {city}", "valor {n} no aceptado",
    "o número {n} veio de {first}", "usar {n} em {city}", "il numero {n} arriva da {last}", "usare {n} per {shop}",
    "het nummer {n} komt van {first}", "gebruik {n} voor {city}", "numer {n} podał {first}", "proszę użyć {n} w {city}",
    "{first} {n} numarasını verdi", "lütfen {n} kullanın", "номер {n} назвал {first}", "используйте {n} для {city}",
    "号码是{n}，来自{city}", "请使用{n}完成", "番号は{n}です、{city}", "{n}を使ってください", "row for {n} is locked",
    "unexpected input \"{n}\" at field three", "user said: {n}, then hung up", "it begins like this: {n} and so on",
    "import stopped at {n} in {city}", "<{n}> is what {first} wrote", "'{n}' cannot be parsed", "({n}) as dictated by {last}",
    "{first}: {n}; {last}: none", "sent {n} to {shop} {adverb}", "old value {n}, new value empty", "-> {n} <- copied by {first}",
    "{n}", "{n} ok", "see {n}", "from {first}: {n}.", "two lines below: {n}!", "is it {n}?", "{n} - {city}",
    "{n} belongs to {first} {last}, {city}", "check digit of {n} is fine", "the scanner read {n} at the desk",
    "clipboard: {n}", "dictation: {n} end of dictation", "memo of {last}: {n}",
]

CARD = [
    "card {n} was declined by {shop}", "card number {n} on file for {first}", "credit card no. {n} of {last}",
    "charge card {n} for the {thing}", "debit card {n} expired", "PAN {n} found in the {thing}", "paid by card {n} in {city}",
    "the card number is {n}, said {first}", "Visa/Mastercard number: {n}", "payment card: {n} ({city})",
    "refund to card {n} {verb}", "row with card {n} already exists", "cardholder {first} {last}, card {n}",
    "Kartennummer {n}, Kundin {last}", "Kreditkarte {n} wurde belastet", "Zahlung mit Karte {n} in {city}",
    "Karte Nr. {n} gesperrt", "numéro de carte {n} refusé", "carte bancaire {n} de {first}", "paiement par carte {n} à {city}",
    "número de tarjeta {n} de {last}", "tarjeta de crédito {n} caducada", "pago con tarjeta {n} en {city}",
    "número do cartão {n} recusado", "cartão de crédito {n} de {first}", "pago com cartão {n} em {city}",
    "numero di carta {n} rifiutato", "carta di credito {n} di {first}", "pagamento con carta {n} a {city}",
    "kaartnummer {n} geweigerd", "creditcard {n} van {first}", "betaald met kaart {n} in {city}",
    "numer karty {n} odrzucony", "karta kredytowa {n}, {first}", "płatność kartą {n} w {city}",
    "kart numarası {n} reddedildi", "kredi kartı {n}, {first}", "номер карты {n} отклонён", "кредитная карта {n}, {first}",
    "оплата картой {n} в {city}", "信用卡号{n}被拒绝", "卡号：{n}，{city}", "カード番号は{n}です", "クレジットカード {n} {city}",
    "my card ({n}) does not work in {city}", "please block card {n} at once", "card on file: {n}", "cc: {n}, holder {last}",
    "cardnumber={n} holder={last}", "Card #: {n}", "CARD NO {n}", "new card {n} replaces the old one of {first}",
]

# Labels of verification codes: (label, sure). Sure labels name the code itself, the others describe it.
CODE_LABELS: dict[str, list[tuple[str, bool]]] = {
    "en": [("CVV", True), ("CVC", True), ("CVV2", True), ("CVC2", True), ("card security code", True), ("CVV code", True),
           ("card verification value", True), ("card verification number", True), ("security code of the card", True),
           ("card verification code", True), ("CVV/CVC", True), ("card's security code", True),
           ("credit card security code", True), ("three digits on the back of the card", False),
           ("code on the back of my card", False), ("card CSC", True),
           ("last three digits on the signature strip of the card", False), ("four digits on the front of the Amex card", False)],
    "de": [("Kartenprüfnummer", True), ("Prüfnummer der Karte", True), ("Prüfziffer (CVC)", True), ("CVC-Code", True),
           ("Sicherheitscode der Karte", True), ("Kartensicherheitscode", True), ("CVV-Nummer", True), ("Kartenprüfcode", True),
           ("Sicherheitscode der Kreditkarte", True), ("Prüfcode der Karte", True), ("Kartenprüfziffer", True),
           ("drei Ziffern auf der Rückseite der Karte", False), ("Code auf der Kartenrückseite", False)],
    "fr": [("cryptogramme visuel", True), ("code de sécurité de la carte", True), ("code CVV", True), ("code CVC", True),
           ("cryptogramme de la carte", True), ("code de vérification de la carte", True), ("cryptogramme CVV2", True),
           ("numéro de vérification de la carte", True), ("trois chiffres au dos de la carte", False)],
    "es": [("código de seguridad de la tarjeta", True), ("código CVV", True), ("código CVC", True), ("CVV de la tarjeta", True),
           ("código de verificación de la tarjeta", True), ("número de seguridad de la tarjeta", True),
           ("tres dígitos del reverso de la tarjeta", False), ("tres cifras al dorso de la tarjeta", False)],
    "pt": [("código de segurança do cartão", True), ("CVV do cartão", True), ("código CVV", True), ("código CVC", True),
           ("código de verificação do cartão", True), ("número de segurança do cartão", True),
           ("três dígitos no verso do cartão", False)],
    "it": [("codice di sicurezza della carta", True), ("codice CVV", True), ("codice CVC2", True), ("CVV della carta", True),
           ("codice di verifica della carta", True), ("codice di controllo della carta", True),
           ("tre cifre sul retro della carta", False)],
    "nl": [("beveiligingscode van de kaart", True), ("kaartverificatiecode", True), ("CVC-code", True), ("CVV-code", True),
           ("veiligheidscode van de creditcard", True), ("controlecode van de kaart", True), ("CVC van de kaart", True),
           ("drie cijfers op de achterkant van de kaart", False)],
    "pl": [("kod bezpieczeństwa karty", True), ("kod CVV", True), ("kod CVC2", True), ("kod weryfikacyjny karty", True),
           ("numer CVV karty", True), ("kod zabezpieczający karty", True), ("trzy cyfry z tyłu karty", False),
           ("trzy cyfry na odwrocie karty", False)],
    "tr": [("kart güvenlik kodu", True), ("CVV kodu", True), ("kartın güvenlik kodu", True), ("kart doğrulama kodu", True),
           ("CVC numarası", True), ("CVV2 kodu", True), ("kartın arkasındaki üç hane", False)],
    "ru": [("код безопасности карты", True), ("CVV-код", True), ("код CVC", True), ("код CVV2", True), ("CVC2-код карты", True),
           ("проверочный код карты", True), ("защитный код карты", True), ("три цифры на обороте карты", False)],
    "zh": [("信用卡安全码", True), ("卡片安全码", True), ("CVV码", True), ("卡验证码", True), ("CVV2 安全码", True), ("银行卡安全码", True),
           ("信用卡背面三位数", False), ("卡背面末三码", False)],
    "ja": [("セキュリティコード", True), ("カードのセキュリティコード", True), ("CVV番号", True), ("カード確認番号", True), ("カード検証番号", True),
           ("CVCコード", True), ("カード裏面の3桁", False), ("カード裏の三桁の番号", False)],
}

# Sentences around label {l} and code {c}.
CODE_SAID: dict[str, list[str]] = {
    "en": ["{l}: {c}", "the {l} is {c}", "{l} {c}", "{l} = {c}", "My {l} is {c}, thanks", "{first} says the {l} is {c}.",
           "{l}: {c}, holder {last}", "use {l} {c} please", "{l} was {c} when we tried", "and {c} is the {l}", "({l} {c})",
           "her {l}, {c}, was rejected", "{l} -> {c}", "{l} - {c}", "{l} given by {first}: {c}", "entered {l} \"{c}\" twice",
           "the {l} should be {c} instead", "{l} [{c}]", "{l}:\n{c}", "* {l}: **{c}**", "| {l} | {c} |", "{l} reads {c}"],
    "de": ["{l}: {c}", "Die {l} lautet {c}", "{l} {c}", "{l} ist {c}, sagt {first}", "{l} = {c}", "Meine {l}: {c}, danke",
           "Bitte {l} {c} eintragen", "{l} wurde mit {c} angegeben", "Kunde {last} nennt {l} {c}", "({l}: {c})",
           "als {l} habe ich {c} notiert", "{c} ist die {l}", "{l} - {c}", "Eingegebene {l} „{c}“"],
    "fr": ["{l} : {c}", "le {l} est {c}", "{l} {c}", "mon {l} est le {c}", "{l} = {c}", "{first} indique {l} {c}",
           "{l} saisi : {c}", "voici le {l} : {c}, merci", "{c} est le {l}", "({l} {c})", "le {l}, {c}, est refusé",
           "{l} « {c} »"],
    "es": ["{l}: {c}", "el {l} es {c}", "{l} {c}", "mi {l} es {c}, gracias", "{l} = {c}", "{first} dio el {l} {c}",
           "{l} introducido: {c}", "({l}: {c})", "{c} es el {l}", "el {l} correcto sería {c}"],
    "pt": ["{l}: {c}", "o {l} é {c}", "{l} {c}", "meu {l} é {c}, obrigado", "{l} = {c}", "{first} informou {l} {c}", "({l}: {c})",
           "{c} é o {l}", "{l} digitado: {c}"],
    "it": ["{l}: {c}", "il {l} è {c}", "{l} {c}", "il mio {l} è {c}, grazie", "{l} = {c}", "{first} comunica {l} {c}",
           "({l}: {c})", "{c} è il {l}", "{l} inserito: {c}"],
    "nl": ["{l}: {c}", "de {l} is {c}", "{l} {c}", "mijn {l} is {c}, bedankt", "{l} = {c}", "{first} geeft {l} {c}", "({l}: {c})",
           "{c} is de {l}", "ingevoerde {l}: {c}"],
    "pl": ["{l}: {c}", "{l} to {c}", "{l} {c}", "mój {l} to {c}, dziękuję", "{l} = {c}", "{first} podaje {l} {c}", "({l}: {c})",
           "{c} to {l}", "wpisany {l}: {c}"],
    "tr": ["{l}: {c}", "{l} {c}", "{l} = {c}", "{l} {c} olarak girildi", "{first} için {l}: {c}", "({l}: {c})", "{l} şudur: {c}",
           "benim {l} {c}, teşekkürler"],
    "ru": ["{l}: {c}", "{l} {c}", "{l} — {c}", "мой {l} {c}, спасибо", "{l} = {c}", "{first} назвал {l}: {c}", "({l}: {c})",
           "{l} указан как {c}", "введён {l} {c}"],
    "zh": ["{l}：{c}", "{l}是{c}", "{l} {c}", "{l}为{c}，谢谢", "{l}={c}", "客户{first}的{l}：{c}", "（{l}：{c}）", "请输入{l}{c}。"],
    "ja": ["{l}：{c}", "{l}は{c}です", "{l} {c}", "{l}は {c} です、{first}さん", "{l}={c}", "（{l}：{c}）", "{l}「{c}」",
           "{first}様の{l}は{c}でした"],
}

# Sentences whose short number {c} is no card code at all.
OTHER_CODES: dict[str, list[str]] = {
    "en": ["Your verification code is {c}", "verification code is {c}, it expires in ten minutes",
           "SMS code {c} was sent to {first}", "one-time password: {c}", "OTP {c} for your login at {shop}",
           "the door code is {c} for guests of {last}",
           "room {c} is ready for {first}", "error code {c} from {shop}", "use discount code {c} at {shop}", "gate code: {c}",
           "locker {c} belongs to {last}", "extension {c}, ask for {first}", "flight {c} to {city} is delayed",
           "bus line {c} to {city}", "the area code is {c} in {city}", "course CS {c} starts {adverb}", "HTTP {c} from {shop}",
           "exit code {c}",
           "confirmation code {c} for the {thing}", "login code: {c}", "two-factor code {c} accepted", "build {c} {verb}",
           "ticket {c} was moved by {first}", "card {c} of the deck", "moved card #{c} to Done",
           "kanban card {c} is blocked by {first}", "response code {c}: do not honour", "reason code {c} returned by the issuer",
           "currency code {c} is not supported",
           "Her social security number ends in {c}", "last four of the social security number: {c}",
           "the national security number begins with {c}", "postcode {c}", "population {c} at the last count",
           "page {c} of the {thing}", "{c} people came to {city}", "it took {c} ms", "{c} rows were imported by {first}",
           "model {c} is sold out at {shop}",
           "dissolved in CID {c} compound", "mail part <cid:{c}@img.example>", "CSC {c} is taught in {city} by {last}",
           "track {c} of the archive", "pin header J{c} is bent", "paper CSC {c}b", "MCC {c} for {shop}",
           "terminal {c} in {city}"],
    "de": ["Ihr Bestätigungscode lautet {c}", "SMS-Code {c} an {first} gesendet", "Türcode {c} für Gäste", "Zimmer {c} ist frei",
           "Fehlercode {c} von {shop}", "Postleitzahl {c} {city}", "Gutscheincode {c} bei {shop}", "Einmalkennwort: {c}",
           "Vorwahl {c} für {city}", "Linie {c} nach {city}", "Durchwahl {c}, {first} verlangen", "TAN {c} gilt fünf Minuten",
           "Sozialversicherungsnummer beginnt mit {c}", "Bauteil {c} ist bestellt", "Bestätigungscode: {c}"],
    "fr": ["votre code de confirmation est {c}", "code SMS {c} envoyé à {first}", "code de la porte : {c}", "chambre {c} libre",
           "code d'erreur {c}", "code promo {c} chez {shop}", "mot de passe à usage unique : {c}", "code postal {c}",
           "vol {c} vers {city}", "code de vérification reçu par SMS : {c}", "numéro de sécurité sociale commençant par {c}"],
    "es": ["su código de confirmación es {c}", "código SMS {c} enviado a {first}", "código de la puerta: {c}",
           "habitación {c} libre", "código de error {c}", "código promocional {c} en {shop}", "contraseña de un solo uso: {c}",
           "vuelo {c} a {city}",
           "número de la seguridad social que empieza por {c}"],
    "pt": ["seu código de confirmação é {c}", "código SMS {c} enviado a {first}", "código da porta: {c}", "quarto {c} livre",
           "código de erro {c}", "código promocional {c} na {shop}", "senha de uso único: {c}", "voo {c} para {city}"],
    "it": ["il codice di conferma è {c}", "codice SMS {c} inviato a {first}", "codice della porta: {c}", "camera {c} libera",
           "codice di errore {c}", "codice sconto {c} da {shop}", "password monouso: {c}", "volo {c} per {city}"],
    "nl": ["uw bevestigingscode is {c}", "sms-code {c} verzonden naar {first}", "deurcode: {c}", "kamer {c} is vrij",
           "foutcode {c}", "kortingscode {c} bij {shop}", "eenmalig wachtwoord: {c}", "vlucht {c} naar {city}",
           "burgerservicenummer begint met {c}"],
    "pl": ["kod potwierdzenia to {c}", "kod SMS {c} wysłany do {first}", "kod do drzwi: {c}", "pokój {c} wolny", "kod błędu {c}",
           "kod rabatowy {c} w {shop}", "hasło jednorazowe: {c}", "lot {c} do {city}"],
    "tr": ["onay kodunuz {c}", "SMS kodu {c} gönderildi", "kapı kodu: {c}", "oda {c} boş", "hata kodu {c}", "indirim kodu {c}",
           "tek kullanımlık şifre: {c}", "{city} uçuşu {c}"],
    "ru": ["ваш код подтверждения {c}", "код из СМС {c} отправлен", "код двери: {c}", "номер {c} свободен", "код ошибки {c}",
           "промокод {c} в {shop}", "одноразовый пароль: {c}", "рейс {c} в {city}"],
    "zh": ["您的短信验证码是{c}", "验证码：{c}，十分钟内有效", "门禁密码：{c}", "{c}号房间已空", "错误代码{c}", "优惠码{c}", "航班{c}飞往{city}"],
    "ja": ["確認コードは{c}です", "SMS認証コード：{c}", "ドアの番号は{c}です", "{c}号室は空いています", "エラーコード{c}", "クーポンコード{c}",
           "{city}行き{c}便"],
}

# Field names of codes as real gateways and shops spell them; the second list needs a card beside it.
CODE_FIELDS = """ssl_cvv2cvc2 CardSecVal cardSecVal VerificationStr2 EWAY_CARDCVN ewayCVN EWAY_CVN x_card_code cv2 CV2
verification_value Cvv2Val cvNumber card_cvNumber cvv cvv2 cvc cvc2 CVV CVV2 CVC CVC2 cvdCode CVDCode cvd_value cvdValue
trnCardCvd cardValidationNum CardValidationNum Cvc2 CVNum cvnNumber card_cvn cardCVV CardCVV card.cvv cardCvx card_cvx
CVVData CVV2Code UMcvv2 cardVerificationCode card_verification_value cardVerificationValue card_verification_number cc_cvv
cc_cvv2 cc_cid ccv card_ccv ccvNumber cvvNumber cvcNumber cvvCode cvcCode cvv_code cvc_code CVCCode
Ecom_Payment_Card_Verification card_security_code cardSecurityCode CardSecurityCode creditCardCvv credit_card_cvv
credit_card_verification_value creditCardSecurityCode card-security-code card_cvc cardCvc card-cvc cardcvc cardcvv
card_cv2 CardCv2 cv2Number payment.cvv payment_cvv paymentCvc billing_cvv customerCvv CUSTOMER_CVV CARD_CVV2 CARDCVC
txtCVV inputCvv pg_cvv gw_cvv cvvValue cvcValue CVCVALUE cvv2_num CVV2_NUM card_cid cardCid amex_cid amexCid iCVV dCVV2
encashCvv new_cvv oldCvv cardCsc card_csc CardCSC CSCValue cscNumber CvvNum cvcNo cvv_no CVN2 cvn2 cvnValue cardCvnNumber
BillCardCvv M_cvv p_cvv2 x_cvv xCVV trx_cvv wc-card-cvc stripe-card-cvc braintree__cvv recurly_cvv data-cvv plain_cvv
cvv_plain rawCvc debitCardCvv dccvv ccCvv2 CCCVV CC_CVC CCSecurityCode CVVNumber cvv_number CardCVVNumber cvc_value
card_cvv_code cvcvalue CardSecCode card_sec_code cardSecurityNumber securityCodeOfCard CVV2CVC2 cvv2cvc2 cvvcvc cvvOrCvc
VPC_CARDSECURITYCODE vpc_CardSecurityCode WIDGET_CVV form.cvc holder_card_cvv tarjeta_cvv cvvTarjeta kartenpruefnummer
Kartenpruefnummer kartenCvc codigo_seguranca_cartao codigoSeguridadTarjeta codiceSicurezzaCarta cryptogramme
cryptogramme_visuel kartGuvenlikKodu kod_cvv kodBezpieczenstwaKarty cvcKaart""".split()

CODE_FIELDS_BESIDE_CARD = """csc CSC cid CID cvn CVN cvd securityCode SecurityCode security_code
secCode SecurityNumber cardCode card_code CardCode vcode cvnum cvval verificationValue VerificationStr""".split()

CODE_BASE = ["cvv", "cvv2", "cvc", "cvc2", "cvn2", "cvx", "ccv", "card cvn", "card cvd", "card csc", "card cid",
             "card security code", "card verification value", "card verification number", "card sec val", "cvv2 cvc2",
             "card verification code",
             "card cv2"]
CODE_PREFIX = ["", "", "", "card", "cc", "payment", "billing", "x", "ssl", "pg", "txn", "gw", "trn", "bill", "buyer", "payer",
               "new", "form", "input", "req", "vendor", "customer", "acct", "tmp", "user", "order", "src", "debit", "credit",
               "rq",
               "api"]
CODE_SUFFIX = ["", "", "", "", "number", "value", "val", "num", "no", "code", "data", "digits", "input", "field", "plain", "raw",
               "str", "text", "in", "entered", "nbr", "2"]

# The same inside brackets and paths, as forms and shops send them.
NESTED_CODE_FIELDS = """card[cvc] card[cvv] payment[cc_cid] payment[cvv] credit_card[verification_value] creditCard[cvv]
billing[cvv] order[payment][cvv] payment_method_data[card][cvc] source[cvc] transaction[credit_card][cvv]
card_details[security_code]""".split()

# What gateways send back about a code: (name, maker of the value).
GATEWAY_TWINS = [(name, kind) for kind, names in {
    "letter": """ssl_cvv2_response x_cvv2_resp_code CVV2Response CVV2RespCode CVV2MATCH CVVResponseCode cvvResultCode
        cvv_result_code CVDResultCode cvdMatch UMcvv2ResultCode cvvresponse ccAuthReply_cvCode avs_cvv_result
        CVCResultCode cardCodeResponse card_code_response processor_cvv_result cvnResponse PROCCVV2""",
    "word": """CV2Result securityCodeResult cvcResult cvv_result_message UMcvv2Result AVSCV2 cvvMatchStatus
        card_verification_status cvc_result_raw security_code_check cvcCheckStatus""",
    "digit": """CardSecValInd CVD_Presence_Ind ssl_cvv2cvc2_indicator cvIndicator cvn.presind cvvIndicator CVV2Presence
        cvd_indicator cardCvvPresence cvc_present_flag"""}.items() for name in names.split()]

# Names that speak about a code without holding one: (words, maker of the value as named in corpus.TWIN_VALUES).
TWINS = [
    ("cvv result", "letter"), ("cvv2 result", "letter"), ("cvc result code", "letter"), ("avs cvv match", "word"),
    ("cvv match", "word"), ("cvc check", "check"), ("cvv check", "check"), ("cvv response", "letter"),
    ("cvv resp code", "letter"), ("cvc length", "small"), ("cvv length", "small"), ("cvv max length", "small"),
    ("cvc min length", "small"),
    ("cvv required", "flag"), ("cvc required", "flag"), ("require cvv", "flag"), ("cvv present", "flag"),
    ("cvv provided", "flag"), ("cvv indicator", "digit"), ("cvd indicator", "digit"), ("cvv2 presence", "digit"),
    ("card sec val ind", "digit"),
    ("cvv status", "word"), ("cvv verified", "flag"), ("cvc validated", "flag"), ("cvv enabled", "flag"),
    ("cvv policy", "policy"), ("cvv attempts", "digit"), ("cvv failure count", "count"), ("cvv mismatch count", "count"),
    ("cvc check duration ms", "count"), ("cvv check latency ms", "count"), ("cvv error message", "sentence"),
    ("cvv label", "label"), ("cvc placeholder", "label"),
    ("cvv tooltip", "sentence"), ("cvv field name", "name"), ("cvv input id", "name"), ("cvv pattern", "pattern"),
    ("security level", "count"), ("security group id", "count"), ("security version", "count"), ("security patch level", "count"),
    ("verification status", "word"), ("verification attempts", "digit"), ("verification timeout ms", "count"),
    ("verification level", "digit"), ("verification method", "word"), ("verification count", "count"),
    ("card type code", "cardtype"), ("card sequence number", "cardtype"), ("card level", "word"), ("card count", "count"),
    ("response code", "count"), ("reason code", "count"), ("avs result code", "letter"), ("currency code", "currency"),
    ("country code", "country"), ("mcc", "mcc"), ("error code", "count"), ("status code", "status"), ("area code", "count"),
    ("postal code", "postal"), ("zip", "postal"), ("terminal id", "count"), ("batch number", "count"), ("store number", "count"),
    ("retry after", "count"), ("cache size", "count"), ("csc version", "version"), ("cvc4 solver", "version"),
    ("cv2 version", "version"), ("recv timeout", "count"), ("cvs revision", "version"), ("cvr", "percent"), ("cv score", "count"),
    ("cicd run", "count"), ("incident cid", "uuidish"), ("cluster cid", "uuidish"), ("chat cid", "uuidish"), ("exp year", "year"),
    ("expiry month", "month"), ("installments", "small"), ("attempt", "digit"), ("bin length", "small"), ("cavv", "cavv"),
    ("eci", "eci"), ("last four count", "digit"),
]

WEBBY = ["shop", "plan", "city", "note", "owner", "status", "channel", "locale", "region", "source", "team", "label", "category",
         "stage", "environment", "branch", "desk", "carrier", "theme", "unit"]

CARD_NUMBER_FIELDS = """pan PAN card_number cardNumber CardNumber card-number CARD_NUMBER cardNo card_no ccnum cc_number
ccNumber creditCardNumber credit_card_number primaryAccountNumber primary_account_number accountPan cardPan card_pan
panNumber pan_number ssl_card_number x_card_num card.number debitCardNumber debit_card_no payment_card_number kartennummer
numero_carte numeroTarjeta numero_cartao numero_carta kaartnummer numer_karty kart_no CardNum trnCardNumber
AccountNum_Card dpan fpan cc creditcard""".split()

NEUTRAL_NUMBER_FIELDS = """a b value val v primary input field3 col_7 data item entry text raw content note comment memo payload
answer reply typed body x1 f22 arg0 token_input source target old new before after left right""".split()

BUSINESS_FIELDS = """order_id orderId order_no orderNumber order_number reference ref reference_no referenceNumber customer
customer_id customerId customer_no client_ref clientReference invoice_no invoiceNumber booking_ref bookingReference purchase_order
po_number transaction_ref merchant_reference external_id externalId case_number ticket_no contract_no""".split()

TELEMETRY_MUST = """trace_id span_id parent_span_id traceId spanId bytes size offset ordinal seq bytes_read bytes_written
total_bytes heap_bytes disk_bytes size_bytes file_size duration_ns elapsed_ns elapsed_us duration_us time_ns timestamp_ns
ts_ns ts_us timestamp_us start_time_unix_nano epoch_us uptime_ns seq_no""".split()

TELEMETRY_SHOULD = """content_length memory_total rss_bytes inode lsn commit_lsn sequence_number resource_version generation
kafka_offset partition_offset consumed_offset cpu_ns allocated_bytes free_space network_bytes_total gc_pause_ns monotonic_ns
next_seq last_seq first_ordinal log_position wal_bytes page_faults_total cycles instructions""".split()

ROOMISH = ["room", "extension", "locker", "gate", "batch", "seat", "floor_plan", "bay", "rack", "shelf", "route", "crew", "lane",
           "unit", "bed", "tram", "hut", "dock", "gate_number", "aisle", "stand", "pitch", "line", "berth", "hall", "pallet",
           "bin_location", "wagon", "booth", "zone_number", "court", "hangar", "pump", "silo", "plot", "barrel"]

GATEWAY_REPLIES = [
    "1|1|1|This transaction has been approved.|{auth}|P|{number}|{shop}||{amount}|CC|auth_capture||{first}|{last}||||{city}||M|2",
    "RESULT=0&PNREF={code}&RESPMSG=Approved&AUTHCODE={auth}&AVSADDR=Y&AVSZIP=N&CVV2MATCH=Y&IAVS=N",
    "ACK=Success&AMT={amount}&CURRENCYCODE=EUR&AVSCODE=X&CVV2MATCH=M&TRANSACTIONID={code}&VERSION=204",
    "<Response><approval>{auth}</approval><avs_result>Y</avs_result><cvv_result>M</cvv_result><sum>{amount}</sum></Response>",
    "&lt;ewayTrxnStatus&gt;True&lt;/ewayTrxnStatus&gt;&lt;ewayTrxnError&gt;00,Transaction Approved&lt;/ewayTrxnError&gt;"
    "&lt;ewayAuthCode&gt;{auth}&lt;/ewayAuthCode&gt;",
    "response=1&responsetext=SUCCESS&authcode={auth}&transactionid={number}&avsresponse=N&cvvresponse=M&orderid={thing}&type=sale"
    "&response_code=100", "VPSProtocol=3.00\r\nStatus=OK\r\nStatusDetail=0000 : The Authorisation was Successful.\r\n"
    "AVSCV2=SECURITY CODE MATCH ONLY\r\nCV2Result=MATCHED\r\nTxAuthNo={auth}",
    "ssl_result=0\nssl_result_message=APPROVAL\nssl_approval_code={auth}\nssl_cvv2_response=M\n"
    "ssl_avs_response=Y\nssl_amount={amount}",
    "<RespCode>00</RespCode><CVV2RespCode>M</CVV2RespCode><AVSRespCode>B </AVSRespCode><AuthCode>{auth}</AuthCode>"
    "<StatusMsg>Approved</StatusMsg>",
    '{"responseCode": "1", "authCode": "{auth}", "avsResultCode": "Y", "cvvResultCode": "P", "cavvResultCode": "2"}',
    "decision=ACCEPT reasonCode=100 ccAuthReply_cvCode=M ccAuthReply_avsCode=Y ccAuthReply_amount={amount} "
    "ccAuthReply_authorizationCode={auth}",
    "<RESULT>00</RESULT><MESSAGE>[ test system ] AUTH CODE {auth}</MESSAGE><CVNRESULT>M</CVNRESULT><AVSPOSTCODERESPONSE>U"
    "</AVSPOSTCODERESPONSE><BATCHID>-1</BATCHID>", "auth_id={auth} result=Approved cvv=matched avs=full ref={code} shop={shop}",
    "success, {shop}, {amount} EUR, authorisation {auth}, security code matched, address not checked",
    "DECLINED 05: do not honour; CVC check failed, {city}",
]
