using System.Text;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Holds the names that the scan looks for, of <see cref="WordTable"/> those that ASCII can write; for others see
/// <see cref="NativeNames"/>.
/// </summary>
internal static class ScanWords
{
    private const int ShortestWord = 3;
    private static readonly string[] Signs = ["", WordPattern.LiteralSpace.ToString(), "_", "-", ".", "/", ":"];

    /// <summary>Holds all of them.</summary>
    public static readonly WordFilter Names = new(Patterns());

    /// <summary>Returns the phrases that say any of some things.</summary>
    public static IEnumerable<string> Of(Senses any) =>
        WordTable.Phrases.Where(phrase => phrase.Senses.HasAny(any)).Select(phrase => phrase.Phrase);

    /// <summary>Returns what a name means to the scan, whole or as a part of another.</summary>
    public static Findings FindingsOf(in WordEntry entry) =>
        FindingsOf(entry.Whole) | FindingsOf(entry.Senses) | (entry.Is(WordUse.Security) ? Findings.WeakLabel : Findings.None);

    // Of a code's weak name nothing is masked unless a card is spoken of; so of one that is composed.
    private static Findings FindingsOf(Senses senses)
    {
        var isWeak = (senses & (Senses.Secret | Senses.Weak)) == (Senses.Code | Senses.Weak);
        var label =
            isWeak ? Findings.WeakLabel
            : senses.HasAny(Senses.Secret) ? Findings.Label
            : Findings.None;
        return label | (senses.HasAny(Senses.Pan | Senses.Card) ? Findings.CardName : Findings.None);
    }

    private static List<WordPattern> Patterns()
    {
        var phrases = new Dictionary<string, Findings>(StringComparer.Ordinal) { ["code"] = Findings.WeakLabel };
        foreach (var (phrase, _) in WordTable.Phrases.Where(static phrase => Ascii.IsValid(phrase.Phrase)))
        {
            _ = WordTable.TryFind(phrase.Replace(" ", "", StringComparison.Ordinal), out var entry);

            // ISO 8583 as a map of element numbers: only as a name.
            phrases[phrase.AsSpan().ContainsAnyExceptInRange('0', '9') ? phrase : $"{phrase}\""] = FindingsOf(entry);
        }

        var patterns = phrases
            .Where(one => IsNeeded(one.Key, one.Value, phrases))
            .SelectMany(one =>
                Spellings(one.Key).Select(spelling => new WordPattern(spelling, one.Value, isName: IsName(one.Key)))
            );
        var halves = WordTable
            .Securities.Where(static word => Ascii.IsValid(word))
            .Select(static word => new WordPattern(word, Findings.WeakLabel, isWhole: true));

        return [.. patterns, .. halves];
    }

    private static bool IsName(string phrase) =>
        WordTable.TryFind(phrase.Replace(" ", "", StringComparison.Ordinal), out var entry) && entry.InText == Senses.None;

    // One that holds another, or a stem that is found anywhere, is found by that.
    private static bool IsNeeded(string phrase, Findings says, Dictionary<string, Findings> phrases)
    {
        var words = phrase.Split(' ');
        var missing = says;
        for (var first = 0; first < words.Length; first++)
        {
            missing &= GluedNames.HoldsStem(words[first]) ? ~GluedNames.Of(words[first]) : ~Findings.None;
            for (var end = first + 1; end <= words.Length; end++)
            {
                var part = string.Join(' ', words[first..end]);
                missing &= part != phrase && phrases.TryGetValue(part, out var known) ? ~known : ~Findings.None;
            }
        }

        return missing != Findings.None;
    }

    // After a first word as short as "de", which half of all French has, anything at all would be too much: de52, DE-52, but not "de la".
    private static IEnumerable<string> Spellings(string phrase)
    {
        var first = phrase.IndexOf(' ', StringComparison.Ordinal);
        return first < 0 || first >= ShortestWord
            ? [phrase]
            : Signs.Select(sign => $"{phrase[..first]}{sign}{phrase[(first + 1)..]}");
    }
}
