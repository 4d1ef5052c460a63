using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>
/// Words that lead from a label to its value, in the languages and the form of <see cref="Vocabulary"/>: <c>CVV on the back of my card is 123</c>. Each list
/// says another thing about a number directly behind the word.
/// </summary>
internal static class LeadWords
{
    /// <summary>A number behind one of these is the value.</summary>
    public static readonly FrozenSet<string> Copulas = Set(
    [
        "is", "was", "are", "were", "equals", "be", "reads", "says", "shows", "being", "as", "als", "comme", "como", "jako", "как", "ist", "war", "ware", "lautet", "betragt", "sind", "est", "etait", "sont", "vaut", "es", "era", "son", "sera", "e", "foi", "sao", "sono", "fu",
        "zijn", "luidt", "jest", "to", "wynosi", "brzmi", "su", "budur", "olan", "olarak", "это", "равен", "является", "是", "为", "為", "就是", "は", "が", "を",
        "example", "eg", "g", "b", "ex", "beispiel", "exemple", "ejemplo", "exemplo", "esempio", "ornek",
    ]);

    /// <summary>They stand in front of another word: a number directly behind one of them is something else, such as a year.</summary>
    public static readonly FrozenSet<string> Prepositions = Set(
    [
        "from", "in", "at", "by", "with", "over", "beside", "near", "next", "under", "via", "per", "than", "von", "vom", "auf", "aus", "bei", "mit", "im", "am", "an", "zu", "zum", "zur", "fur", "uber", "sur", "par", "au", "aux", "du", "des", "dans", "en", "avec", "pour", "selon",
        "del", "al", "con", "por", "para", "desde", "segun", "do", "da", "dos", "das", "no", "na", "nos", "nas", "pelo", "pela", "pro", "com", "em", "di", "dal", "dalla", "della", "dello", "nel", "nella", "sul", "sulla", "per", "su", "col",
        "przez", "van", "op", "uit", "bij", "met", "voor", "z", "ze", "od", "dla", "przy", "w", "we", "po", "uzerinde", "icin", "ile", "на", "с", "со", "от", "для", "из", "в", "по", "у", "к", "在", "从", "由", "に", "から",
    ]);

    /// <summary>Where a code stands, and what belongs to nobody else: a number behind one of these is the value.</summary>
    public static readonly FrozenSet<string> Places = Set(
    [
        "back", "front", "reverse", "rear", "backside", "side", "strip", "panel", "signature", "bottom", "right", "left", "corner", "ruckseite", "vorderseite", "kartenruckseite", "kartenvorderseite", "ruckwarts", "hinten", "vorn", "vorne", "unterschriftsfeld", "unterschriftenfeld",
        "dos", "verso", "recto", "derriere", "arriere", "dorso", "reverso", "atras", "anverso", "trasera", "parte", "cara", "frente", "traseira", "tras", "retro", "fronte", "davanti", "dietro", "achterkant", "achterzijde", "achterop", "voorkant", "achter",
        "odwrocie", "odwrotu", "tylu", "tyl", "rewersie", "arkasinda", "arkasindaki", "arka", "arkada", "yuzunde", "yuzundeki", "обороте", "обороту", "обратной", "стороне", "стороны", "сзади", "лицевой",
        "背面", "后面", "反面", "正面", "裏面", "裏", "表面", "签名栏", "署名欄",
    ]);

    /// <summary>Whose code it is, or where it is kept: they may have a number of their own, and the value comes behind a colon or a verb.</summary>
    public static readonly FrozenSet<string> Owners = Set(
    [
        "customer", "client", "caller", "cardholder", "holder", "buyer", "guest", "file", "record", "phone", "telephone", "form", "email", "mail", "chat", "call", "agent", "screen",
        "kunde", "kunden", "kundin", "inhaber", "karteninhaber", "telefon", "akte", "formular", "client", "cliente", "titulaire", "titular", "titolare", "telefono", "telefone", "formulario", "formulaire", "modulo", "klant", "kaarthouder", "telefoon", "formulier", "dossier",
        "klienta", "klientki", "posiadacza", "formularza", "musteri", "musterinin", "клиента", "клиентки", "держателя", "владельца", "телефону", "客户", "顾客", "持卡人", "お客様",
    ]);

    /// <summary>A change: the value is behind the preposition that follows.</summary>
    public static readonly FrozenSet<string> Changes = Set(
    [
        "changed", "set", "reset", "updated", "replaced", "change", "geandert", "gesetzt", "aktualisiert", "change", "modifie", "cambiado", "actualizado", "alterado", "atualizado", "trocado", "cambiato", "modificato", "aggiornato", "gewijzigd", "veranderd",
        "zmieniono", "zmieniony", "degistirildi", "изменен", "сменен",
    ]);

    /// <summary>Holds what follows <see cref="Changes"/>.</summary>
    public static readonly FrozenSet<string> Targets = Set(["to", "from", "auf", "in", "von", "en", "a", "de", "por", "para", "naar", "van", "na", "z", "на", "с"]);

    /// <summary>Holds what a card's last digits follow: <c>for the card ending in 4242</c>.</summary>
    public static readonly FrozenSet<string> Endings = Set(["ending", "ends", "endend", "endet", "endende", "finissant", "terminant", "terminada", "terminado", "termina", "final", "finale", "eindigend", "eindigt", "konczacej", "konczaca", "biten", "尾号", "末四位"]);

    /// <summary>Everything else that says no more than that the value is still to come.</summary>
    public static readonly FrozenSet<string> Others = Set(
    [
        // Pronouns and possessives.
        "i", "you", "he", "she", "we", "they", "our", "me", "him", "us", "that", "which", "one", "mine", "yours", "ich", "er", "sie", "wir", "mein", "meine", "meiner", "meinem", "meines", "ihres", "seines", "mojego", "моего", "deine", "deiner", "ihr", "ihre", "ihrer", "ihrem", "ihres", "seine", "seiner", "seinem", "unsere", "unserer", "dem", "den", "das", "ein", "eine", "einer", "dieser", "diese",
        "mon", "ma", "mes", "votre", "vos", "ton", "ta", "sa", "ses", "notre", "cette", "ce", "c", "l", "d", "les", "un", "une", "que", "qui", "el", "los", "las", "mi", "mis", "tu", "tus", "su", "sus", "nuestra", "esta", "este", "una", "lo", "os", "as", "o", "meu", "minha", "seu", "sua", "nosso", "nossa", "deste", "desta", "um", "uma",
        "il", "i", "gli", "mio", "mia", "suo", "sua", "tuo", "tua", "vostro", "vostra", "nostra", "questa", "questo", "che", "het", "een", "mijn", "uw", "je", "jouw", "zijn", "haar", "onze", "deze", "dit", "die", "dat", "moj", "moja", "moje", "mojej", "twoj", "twoja", "twojej", "jego", "jej", "naszej", "pana", "pani", "ta", "tej", "ten",
        "benim", "sizin", "onun", "bu", "мой", "моей", "мое", "ваш", "вашей", "ваше", "вашу", "твоей", "его", "ее", "нашей", "этой", "我的", "您的", "你的", "他的", "她的", "的", "之", "の", "も", "と", "として", "ある", "私の",

        // Cards by every case that is no label, and what is written on them.
        "pas", "bankpas", "kartin", "kartinin", "kartinizin", "kartimin", "kartinda", "kartinizdaki", "karcie", "kart", "карте", "карточки", "cards", "卡片", "卡上", "卡", "上",

        // Verbs.
        "printed", "shown", "stated", "listed", "written", "found", "located", "displayed", "told", "said", "given", "gave", "gives", "sent", "read", "quoted", "confirmed", "should", "would", "could", "might", "must", "may", "will", "been", "has", "have", "had", "hat", "habe", "haben", "hatte", "wurde", "wird", "a", "heeft", "werd", "ends", "up", "out", "off", "comes", "use", "uses", "unlock", "enter", "entering", "input", "provide", "type", "put", "try", "tried",
        "supplied", "provided", "submitted", "requested", "asked", "dictated", "shared", "mentioned", "received", "kept", "captured", "collected", "stored", "saved", "recorded", "noted", "appears", "wrote", "think", "used", "sollte", "waren", "angegeben", "angegebene", "eingegeben", "eingegebene", "genannt", "genannte", "gedruckt", "steht", "stehende", "hinterlegt", "notiert", "mitgeteilt", "bitte", "eingeben", "verwendet",
        "figure", "saisi", "saisie", "fourni", "fournie", "donne", "indique", "indiquee", "communique", "renseigne", "imprime", "inscrit", "figurant", "svp", "aparece", "figura", "indicado", "indicada", "introducido", "ingresado", "facilitado", "proporcionado", "dado", "impreso", "usado", "favor", "informado", "informada", "digitado", "fornecido", "inserido", "passado", "impresso", "consta",
        "indicato", "inserito", "fornito", "comunicato", "dettato", "stampato", "riportato", "prego", "ingevoerd", "ingevoerde", "opgegeven", "doorgegeven", "vermeld", "gegeven", "gedrukt", "staat", "graag", "podany", "podano", "podal", "podala", "wpisany", "wpisano", "wprowadzony", "wydrukowany", "prosze", "girilen", "girildi", "verilen", "yazan", "yazili", "girin", "giriniz", "entrez", "saisissez", "introduzca", "ingrese", "digite", "inserisci", "inserire", "invoeren", "wpisz", "введите", "basili", "lutfen",
        "указан", "указанный", "введен", "введенный", "сообщил", "сообщила", "напечатан", "написан", "输入", "输入的", "填写", "填写的", "填", "写", "应为", "应该是", "应该", "请", "请输入", "告知", "告诉", "提供", "提供的", "印", "在", "入力", "入力した", "してください", "ください", "記載",

        // Small words.
        "now", "just", "only", "again", "please", "also", "here", "there", "so", "then", "still", "correct", "new", "old", "current", "previous", "actual", "real", "same", "z", "such", "like", "following", "follows", "folgende", "folgender", "suivant", "suivante", "soit", "siguiente", "seguinte", "seguente", "seguintes", "volgende", "nastepujacy", "asagidaki", "такой", "следующий", "如下", "以下", "次", "bleue", "blue", "gold", "dele", "dela", "and", "below", "above", "there", "nun", "jetzt", "also", "hier", "neu", "neue", "alte", "richtige", "bien", "ici", "donc", "ahora", "aqui", "nuevo", "agora", "novo",
        "ora", "qui", "nuovo", "nu", "hier", "nieuwe", "teraz", "nowy", "yeni", "simdi", "сейчас", "новый", "вот", "这里", "现在", "新",
        "three", "four", "drei", "vier", "dreistellig", "dreistellige", "dreistelliger", "vierstellig", "trois", "quatre", "tres", "cuatro", "quatro", "tre", "quattro", "drie", "driecijferige", "trzy", "trzycyfrowy", "uc", "три", "трехзначный", "三", "四", "三位", "四位", "三位数", "四位数", "三位数字", "数字", "三码", "桁の", "桁",
        "cid", "kpn", "cvn", "visa", "amex",
    ]);

    /// <summary>Somebody may follow who is no word of these lists: <c>CVV for Jane Doe is 123</c>, <c>CVC meiner Frau lautet 123</c>.</summary>
    public static readonly FrozenSet<string> OfSomebody = Set(
    [
        "for", "of", "my", "your", "his", "her", "our", "their", "fur", "von", "mein", "meine", "meiner", "meinem", "meines", "ihrer", "ihres", "seiner", "seines", "pour", "mon", "ma", "sa", "para", "mi", "su", "per", "mio", "mia", "suo", "sua", "meu", "minha", "seu", "do", "da", "voor", "mijn", "dla", "mojej", "mojego", "icin", "для", "моей", "моего",
    ]);

    /// <summary>Names of a number that is another one when they stand behind a comma: <c>a 3-digit CVV, code 400</c>.</summary>
    public static readonly FrozenSet<string> OtherNames = Set(["code", "number", "nr", "num", "nummer", "numero", "numer", "kod", "codigo", "codice", "код", "номер", "line", "step"]);

    /// <summary>Words that make the identifier behind "PIN block" another's than the block's.</summary>
    public static readonly FrozenSet<string> NoBlock = Set(["id", "ids", "trace", "span", "request", "hash", "sha", "md5", "key", "keys", "kcv", "ksn", "kek", "checksum", "digest", "uuid", "guid", "etag", "nonce", "session", "correlation", "commit", "mac", "ref", "reference", "missing", "error", "failed", "and", "or", "not"]);

    private static FrozenSet<string> Set(string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
