using System.Globalization;
using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Words;

/// <summary>
/// Reads the rows of <c>words.tsv</c>: word, sense, language (ISO 639-1 or <c>*</c>), weight. A sense is one of
/// <see cref="Senses"/>; with <c>=</c> in front of it, of a whole name only; with <c>+</c>, one of <see cref="Words.Connectors"/>; with
/// <c>~</c>, a <see cref="WordUse"/>. The weight is 1; 0.5 for data that names other things as well, and for what is about the data only
/// behind them; 0 when it also says nothing in running text.
/// </summary>
internal sealed class WordRows
{
    private const int Columns = 4;
    private const int LongestOneWord = 4;

    private const float Half = 0.5f;

    private const Senses Data = Senses.Pan | Senses.Secret;

    private readonly HashSet<string> _strong = new(StringComparer.Ordinal);

    private WordRows() { }

    /// <summary>Gets what is known, by the joined words.</summary>
    public Dictionary<string, WordEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the joined first words of longer phrases.</summary>
    public HashSet<string> Beginnings { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the words that something which says something begins with.</summary>
    public HashSet<string> FirstWords { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the phrases of card data as they are written, with what they say.</summary>
    public List<(string Phrase, Senses Senses)> Phrases { get; } = [];

    /// <summary>Reads all rows.</summary>
    /// <exception cref="FormatException">A row is wrong; the message names its line.</exception>
    public static WordRows Read(TextReader reader)
    {
        var rows = new WordRows();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length > 0 && line[0] != '#' && !rows.TryAdd(line.Split('\t')))
            {
                throw new FormatException($"words.tsv, line {number}: expected word, sense, language, weight; found \"{line}\".");
            }
        }

        return rows;
    }

    private bool TryAdd(string[] columns)
    {
        if (
            columns.Length != Columns
            || columns[0].Length == 0
            || columns[2].Length is 0 or > 2
            || !float.TryParse(columns[3], CultureInfo.InvariantCulture, out var weight)
            || weight is not (0 or Half or 1)
        )
        {
            return false;
        }

        var words = WordsOf(columns[0]);
        var joined = string.Concat(words);
        Entries.TryGetValue(joined, out var known);
        if (joined.Length == 0 || With(known, columns[1], weight, joined) is not { } entry)
        {
            return false;
        }

        var isOneWord = words.Count == 1 && joined.Length <= LongestOneWord && (known.Is(WordUse.OneWord) || known == default);
        Entries[joined] = entry with { Use = isOneWord ? entry.Use | WordUse.OneWord : entry.Use & ~WordUse.OneWord };
        AddBeginnings(words, joined, isConnector: columns[1][0] == '+');
        if ((entry.Whole & (Data | Senses.Card)) != Senses.None)
        {
            Phrases.Add((string.Join(' ', words), entry.Whole));
        }

        return true;
    }

    // They end where names and texts are cut as well.
    private static List<string> WordsOf(string phrase)
    {
        List<string> words = [];
        var start = 0;
        for (var index = 0; index <= phrase.Length; index++)
        {
            var kind = index == phrase.Length ? CharacterKind.Other : CharacterKinds.Of(phrase[index]);
            var isOtherScript = index > start && (kind == CharacterKind.Unspaced) != Folding.IsUnspaced(phrase[index - 1]);
            var isEnd = kind == CharacterKind.Other || isOtherScript;
            if (isEnd && index > start)
            {
                words.Add(phrase[start..index]);
                start = index;
            }

            start = kind == CharacterKind.Other ? index + 1 : start;
        }

        return words;
    }

    private void AddBeginnings(List<string> words, string joined, bool isConnector)
    {
        var beginning = "";
        for (var word = 0; word < words.Count - 1; word++)
        {
            beginning += words[word];
            Beginnings.Add(beginning);
        }

        if (!isConnector)
        {
            FirstWords.Add(words[0]);
            FirstWords.Add(joined);
        }
    }

    private WordEntry? With(WordEntry entry, string sense, float weight, string joined) =>
        sense switch
        {
            ['+', .. var name] => Enum.TryParse<Connectors>(name, ignoreCase: true, out var connector)
                ? entry with
                {
                    Connectors = entry.Connectors | connector,
                }
                : null,
            ['~', .. var name] => Enum.TryParse<WordUse>(name, ignoreCase: true, out var use)
                ? entry with
                {
                    Use = entry.Use | use | (weight < 1 ? WordUse.Abbreviated : WordUse.None),
                }
                : null,
            ['=', .. var name] => WithAlone(entry, name, weight),
            _ => WithSense(entry, sense, weight, joined),
        };

    private static WordEntry? WithAlone(WordEntry entry, string name, float weight)
    {
        if (!Enum.TryParse<Senses>(name, ignoreCase: true, out var senses))
        {
            return null;
        }

        return senses == Senses.None
            ? entry with
            {
                Use = entry.Use | WordUse.NotAlone,
            }
            : entry with
            {
                Alone = entry.Alone | senses | (weight < 1 ? Senses.Weak : Senses.None),
            };
    }

    private WordEntry? WithSense(WordEntry entry, string name, float weight, string joined)
    {
        if (!Enum.TryParse<Senses>(name, ignoreCase: true, out var senses))
        {
            return null;
        }

        if (senses == Senses.None)
        {
            return entry with { Use = entry.Use | WordUse.Nothing };
        }

        var isAbout = (senses & (Senses.About | Senses.StandIn)) != Senses.None;
        var use =
            weight == 0 ? entry.Use | WordUse.NamesOnly
            : isAbout && weight == Half ? entry.Use | WordUse.Behind
            : entry.Use;
        if ((senses & (Data | Senses.Card)) == Senses.None)
        {
            return entry with { Senses = entry.Senses | senses, Use = use };
        }

        // A strong row of its data, or of its card when it has none, makes the word strong.
        _ = weight == 1 && _strong.Add(joined + ((senses & Data) != Senses.None ? "=" : ""));
        var all = (entry.Senses | senses) & ~Senses.Weak;
        var isStrong = _strong.Contains((all & Data) != Senses.None ? joined + "=" : joined);
        return entry with { Senses = isStrong ? all : all | Senses.Weak, Use = use };
    }
}
