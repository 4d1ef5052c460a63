using System.Buffers;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Finds what the words beside a number in a text say about it.</summary>
/// <param name="characters">The text, folded.</param>
/// <param name="mentions">What it mentions, in order.</param>
internal readonly ref struct ContextWindow(ReadOnlySpan<char> characters, ReadOnlySpan<Mention> mentions)
{
    private const int Before = 72;
    private const int Behind = 40;
    private const int LongestLead = 48;
    private const int MostWords = 4;
    private const Senses Leading = Senses.About | Senses.Value | Senses.Payment;
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(",;|\t");

    private readonly ReadOnlySpan<char> _characters = characters;
    private readonly ReadOnlySpan<Mention> _mentions = mentions;

    /// <summary>Returns what the label directly in front of a place says; words that only lead over may stand between.</summary>
    /// <param name="start">First character of the place.</param>
    public Senses LabelOf(int start)
    {
        // "the IMEI is": words that say nothing of the kind lead over as well.
        var index = LastBefore(start);
        while (
            index > 0
            && (_mentions[index].Senses & Leading) == _mentions[index].Senses
            && IsLead(_mentions[index].Start, start, isCard: true)
        )
        {
            index--;
        }

        if (index < 0 || !IsLead(_mentions[index].End, start, _mentions[index].Senses.HasAny(Senses.Card | Senses.Pan)))
        {
            return Senses.None;
        }

        // What is glued to digits is no name of another kind: "Us4111…".
        return _mentions[index].End == start
            ? _mentions[index].Senses & ~(Senses.OtherKind | Senses.Reference)
            : _mentions[index].Senses;
    }

    /// <summary>Returns what is spoken of near a place: <see cref="Senses.Card"/>, <see cref="Senses.Payment"/>.</summary>
    /// <param name="start">First character of the place.</param>
    /// <param name="end">First character behind it.</param>
    public Senses Near(int start, int end)
    {
        var from = Math.Max(0, start - Before);
        var to = Math.Min(_characters.Length, end + Behind);
        if (IsCell(start, end))
        {
            // Words in other lines of a table are about other cells; what its header says is asked for each column.
            from += _characters[from..start].LastIndexOf('\n') + 1;
            to = _characters[end..to].IndexOf('\n') is >= 0 and var line ? end + line : to;
        }

        return Between(from, start, end, to);
    }

    /// <summary>Returns what is spoken of in the sentence or line around a place.</summary>
    /// <param name="start">First character of the place.</param>
    /// <param name="end">First character behind it.</param>
    public Senses InSentence(int start, int end)
    {
        var from = Math.Max(0, start - Before);
        var to = Math.Min(_characters.Length, end + Before);
        var before = _characters[from..start];
        from += Math.Max(before.LastIndexOf('\n'), before.LastIndexOf(". ")) + 1;
        var behind = _characters[end..to];
        behind = behind.IndexOf('\n') is >= 0 and var line ? behind[..line] : behind;
        to = end + (behind.IndexOf(". ") is >= 0 and var stop ? stop : behind.Length);
        return Between(from, start, end, to);
    }

    private Senses Between(int from, int start, int end, int to)
    {
        var senses = Senses.None;
        for (var index = LastBefore(start); index >= 0 && _mentions[index].Start >= from; index--)
        {
            senses |= Told(_mentions[index].Senses);
        }

        for (var index = LastBefore(end) + 1; index < _mentions.Length && _mentions[index].End <= to; index++)
        {
            senses |= _mentions[index].Start >= end ? Told(_mentions[index].Senses) : Senses.None;
        }

        // A word that names other things as well says card where a payment is spoken of.
        return senses.HasAny(Senses.Weak) && senses.HasAny(Senses.Payment) ? senses | Senses.Card : senses;
    }

    private static Senses Told(Senses senses)
    {
        var told = senses & (Senses.Card | Senses.Payment);
        told |= senses.HasAny(Senses.Pan | Senses.Code) && !senses.HasAny(Senses.Weak) ? Senses.Card : Senses.None;
        return senses.HasAny(Senses.Weak) && told.HasAny(Senses.Card) ? (told & ~Senses.Card) | Senses.Weak : told;
    }

    private bool IsCell(int start, int end)
    {
        var before = _characters[..start].TrimEnd(" \"'");
        var behind = _characters[end..Math.Min(_characters.Length, end + Behind)].TrimStart(" \"'");
        return (
                before.Length > 0
                && Delimiters.Contains(before[^1])
                && !(before[^1] == ',' && start > 0 && _characters[start - 1] == ' ')
            ) || (behind.Length > 0 && Delimiters.Contains(behind[0]) && !(behind[0] == ',' && behind is [_, ' ', ..]));
    }

    // The last mention that ends in front of a place.
    private int LastBefore(int position)
    {
        var low = 0;
        var high = _mentions.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_mentions[middle].End <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    // Signs and words that only lead over; a line may end behind a colon.
    private bool IsLead(int from, int to, bool isCard)
    {
        if (to - from > LongestLead)
        {
            return false;
        }

        var words = 0;
        for (var position = from; position < to; )
        {
            if (Ends(position, to, words, isCard))
            {
                return false;
            }

            var end = position;
            while (end < to && char.IsLetter(_characters[end]))
            {
                end++;
            }

            if (end > position && (++words > MostWords || !LeadsOver(WordTable.ConnectorsOf(_characters[position..end]), isCard)))
            {
                return false;
            }

            if (_characters[position] == '\n' && !_characters[from..position].TrimEnd(' ').EndsWith(":"))
            {
                return false;
            }

            position = Math.Max(end, position + 1);
        }

        return true;
    }

    // Signs behind which something else begins.
    private bool Ends(int position, int to, int words, bool isCard) =>
        _characters[position] switch
        {
            >= '0' and <= '9' or '{' or '}' => true,
            '(' => !isCard,
            ';' => position + 1 < to,
            ',' => words > 0,
            _ => false,
        };

    // "timeout for 3874…" is no timeout.
    private static bool LeadsOver(Connectors kinds, bool isCard) =>
        kinds.HasAny(Connectors.Filler | Connectors.Copula | Connectors.Ending | Connectors.Other)
        && (isCard || !kinds.HasAny(Connectors.Somebody | Connectors.Preposition));
}
