using System.Collections.Frozen;
using System.Reflection;

namespace Portal.Gateway.Masking.Words;

/// <summary>Looks up words and phrases, joined without separators: the embedded <c>words.tsv</c>, read once.</summary>
internal static class WordTable
{
    private const string Resource = "Portal.Gateway.Masking.Words.words.tsv";

    private static readonly FrozenDictionary<string, WordEntry> Entries;
    private static readonly FrozenDictionary<string, WordEntry>.AlternateLookup<ReadOnlySpan<char>> EntryLookup;
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeginningLookup;

    static WordTable()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing: embed Words/words.tsv.");
        using var reader = new StreamReader(stream);
        var rows = WordRows.Read(reader);
        Entries = rows.Entries.ToFrozenDictionary(StringComparer.Ordinal);
        EntryLookup = Entries.GetAlternateLookup<ReadOnlySpan<char>>();
        BeginningLookup = rows.Beginnings.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        First = new FirstWords(rows.FirstWords);
        Unspaced = new UnspacedWords(Entries.Keys);
        Phrases = rows.Phrases;
        Securities = [.. Entries.Where(static entry => entry.Value.Is(WordUse.Security)).Select(static entry => entry.Key)];
    }

    /// <summary>Gets a cheap test whether a word may begin something the table knows.</summary>
    public static FirstWords First { get; }

    /// <summary>Gets the words of scripts without spaces.</summary>
    public static UnspacedWords Unspaced { get; }

    /// <summary>Gets the phrases of card data, their words apart, with what they say.</summary>
    public static IReadOnlyList<(string Phrase, Senses Senses)> Phrases { get; }

    /// <summary>Gets the words and phrases, joined, that names may be glued of.</summary>
    public static IEnumerable<string> Parts =>
        Entries
            .Where(static entry => entry.Value.IsPhrase || entry.Value.Is(WordUse.Security | WordUse.Number | WordUse.Part))
            .Select(static entry => entry.Key);

    /// <summary>Gets the words with which a code's composed name begins.</summary>
    public static IReadOnlyList<string> Securities { get; }

    /// <summary>Returns what a phrase says; none when it is unknown.</summary>
    /// <param name="joined">Folded, its words joined without separators: <c>cardsecuritycode</c>.</param>
    public static Senses SensesOf(ReadOnlySpan<char> joined) => TryFind(joined, out var entry) ? entry.Senses : Senses.None;

    /// <summary>Returns what a word says between a label and its value.</summary>
    public static Connectors ConnectorsOf(ReadOnlySpan<char> word) =>
        TryFind(word, out var entry) ? entry.Connectors : Connectors.None;

    /// <summary>Whether some longer phrase begins with these words.</summary>
    public static bool BeginsPhrase(ReadOnlySpan<char> joined) => BeginningLookup.Contains(joined);

    /// <summary>Finds all that is known about a phrase.</summary>
    public static bool TryFind(ReadOnlySpan<char> joined, out WordEntry entry) => EntryLookup.TryGetValue(joined, out entry);
}
