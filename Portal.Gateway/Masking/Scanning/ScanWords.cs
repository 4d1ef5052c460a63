using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>The names that the scan looks for, of <see cref="Vocabulary"/> those that ASCII can write; for the others see <see cref="NativeNames"/>.</summary>
internal static class ScanWords
{
    private const int ShortestWord = 3;
    private static readonly string[] Signs = ["", WordPattern.LiteralSpace.ToString(), "_", "-", ".", "/", ":", "#"];

    /// <summary>Holds what is masked whatever its digits are.</summary>
    public static readonly WordFilter Labels = new(
        Ascii([.. Vocabulary.Cvv, .. Vocabulary.Pin, .. Vocabulary.ShortPin, .. Vocabulary.PinBlock, .. Vocabulary.Track, "id=\"52\"", "52\"", "052\""]), areStems: false);

    /// <summary>
    /// Names under which a number is masked even though it is mistyped or of a network that proves nothing: sought only where such a number stands, so any
    /// word that begins with one will do.
    /// </summary>
    public static readonly WordFilter CardNames = new([.. Ascii([.. Vocabulary.Pan, .. Vocabulary.AnyPanField, .. Vocabulary.Card]), "instrument"], areStems: true);

    private static IEnumerable<string> Ascii(string[] phrases) => phrases.Where(phrase => System.Text.Ascii.IsValid(phrase)).SelectMany(Spellings);

    // After a first word as short as "de", which half of all French has, anything at all would be too much: de52, DE-52, but not "de la".
    private static IEnumerable<string> Spellings(string phrase)
    {
        var first = phrase.IndexOf(' ', StringComparison.Ordinal);
        return first < 0 || first >= ShortestWord ? [phrase] : Signs.Select(sign => $"{phrase[..first]}{sign}{phrase[(first + 1)..]}");
    }
}
