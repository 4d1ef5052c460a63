using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>The names that the scan looks for, of <see cref="WordTable"/> those that ASCII can write; for the others see <see cref="NativeNames"/>.</summary>
internal static class ScanWords
{
    private const int ShortestWord = 3;
    private static readonly string[] Signs = ["", WordPattern.LiteralSpace.ToString(), "_", "-", ".", "/", ":", "#"];
    private static readonly string[] Owners = ["credit", "debit", "payment", "card", "cc"];

    /// <summary>Holds what is masked whatever its digits are.</summary>
    public static readonly WordFilter Labels = new([.. Labelled(), "id=\"52\"", "52\"", "052\""], areStems: false);

    /// <summary>
    /// Names under which a number is masked even though it is mistyped or of a network that proves nothing: sought only where such a number stands, so any
    /// word that begins with one will do.
    /// </summary>
    public static readonly WordFilter CardNames = new([.. Ascii(Of(Senses.Pan | Senses.Card)), "instrument"], areStems: true);

    /// <summary>Returns the phrases that say any of some things.</summary>
    public static IEnumerable<string> Of(Senses any) => WordTable.Phrases.Where(phrase => phrase.Senses.HasAny(any)).Select(phrase => phrase.Phrase);

    // A name glued to what it is of begins with that.
    private static IEnumerable<string> Labelled()
    {
        var phrases = Of(Senses.Secret).ToArray();
        return Ascii([.. phrases, .. phrases.SelectMany(phrase => Owners.Select(owner => $"{owner} {phrase}"))]);
    }

    private static IEnumerable<string> Ascii(IEnumerable<string> phrases) => phrases.Where(phrase => System.Text.Ascii.IsValid(phrase)).SelectMany(Spellings);

    // After a first word as short as "de", which half of all French has, anything at all would be too much: de52, DE-52, but not "de la".
    private static IEnumerable<string> Spellings(string phrase)
    {
        var first = phrase.IndexOf(' ', StringComparison.Ordinal);
        return first < 0 || first >= ShortestWord ? [phrase] : Signs.Select(sign => $"{phrase[..first]}{sign}{phrase[(first + 1)..]}");
    }
}
