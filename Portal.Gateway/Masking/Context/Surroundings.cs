using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Context;

/// <summary>Represents what the words beside a number in a text say about it.</summary>
internal static class Surroundings
{
    private const int BytesBefore = 72;
    private const int BytesAfter = 40;
    private const int MaxWords = 12;

    private static readonly SearchValues<byte> Delimiters = SearchValues.Create(",;|\t"u8);
    private static readonly SearchValues<char> Cuts = SearchValues.Create("\n{};,|0123456789");

    private static readonly HashSet<string> PaymentWords = new(StringComparer.Ordinal)
    {
        "payment", "payments", "paid", "pay", "pays", "payer", "charge", "charged", "charges", "billed", "billing", "purchase", "checkout", "acquirer", "issuer", "wallet", "refund", "refunded", "authorization", "authorisation",
        "bezahlt", "zahlung", "zahlte", "paiement", "paye", "pago", "pagado", "pagamento", "pago", "betaling", "betaald", "platnosc", "zaplacono", "odeme", "оплата", "оплачено", "платеж", "支付", "付款", "支払", "支払い", "決済",
    };

    // Names of schemes that are words of their own in running text, and words of accounts without a card.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EverydayWords =
        new HashSet<string>(StringComparer.Ordinal) { "mir", "cup", "elo", "troy", "discover", "verve", "credit", "debit" }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Permits =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "application", "travel", "tourist", "visitor", "student", "work", "entry", "schengen", "embassy", "permit", "applicant", "applications" }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Payment = PaymentWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns what the label directly before a number says: the longest phrase of its last words that means something.</summary>
    public static FieldMeaning LabelBefore(ReadOnlySpan<byte> text, int start)
    {
        Span<char> characters = stackalloc char[BytesBefore];
        var length = Decode(text[Math.Max(0, start - BytesBefore)..start], characters, keepEnd: true);
        var words = AfterLast(characters[(characters.Length - length)..]);
        Span<Range> ranges = stackalloc Range[MaxWords];
        var count = Words(words, ranges);

        // "IMEI number 35…", "card no. is 41…": words that only lead over are skipped, others end the label.
        for (var last = count; last > 0 && count - last <= 2; last--)
        {
            for (var first = Math.Max(0, last - 5); first < last; first++)
            {
                var phrase = words[ranges[first].Start..ranges[last - 1].End];
                var meaning = first == last - 1 ? FieldNames.MeaningOf(phrase) : FieldNames.MeaningOfPhrase(phrase);
                if (meaning.HasAny(~FieldMeaning.Value))
                {
                    return meaning;
                }
            }

            if (!LeadWord.IsFiller(words[ranges[last - 1]]))
            {
                return FieldMeaning.None;
            }
        }

        return FieldMeaning.None;
    }

    /// <summary>Whether words near a number speak of cards or, where that is enough, of payment.</summary>
    public static bool SpeakOfCards(ReadOnlySpan<byte> text, int start, int end, bool orPayment)
    {
        // Words in other lines of a table are about other cells; what its header says is asked for each column.
        var isCell = IsCell(text, start, end);
        Span<char> characters = stackalloc char[BytesBefore];
        var length = Decode(text[Math.Max(0, start - BytesBefore)..start], characters, keepEnd: true);
        var before = (ReadOnlySpan<char>)characters[(characters.Length - length)..];
        if (AnyCardWord(isCell ? before[(before.LastIndexOf('\n') + 1)..] : before, orPayment))
        {
            return true;
        }

        length = Decode(text[end..Math.Min(text.Length, end + BytesAfter)], characters, keepEnd: false);
        var after = (ReadOnlySpan<char>)characters[..length];
        return AnyCardWord(isCell && after.IndexOf('\n') is >= 0 and var lineEnd ? after[..lineEnd] : after, orPayment);
    }

    private static bool IsCell(ReadOnlySpan<byte> text, int start, int end)
    {
        var before = text[..start].TrimEnd(" \"'"u8);
        var after = text[end..].TrimStart(" \"'"u8);
        return (before.Length > 0 && Delimiters.Contains(before[^1])) || (after.Length > 0 && Delimiters.Contains(after[0]));
    }

    private static bool AnyCardWord(ReadOnlySpan<char> text, bool orPayment)
    {
        Span<Range> ranges = stackalloc Range[MaxWords * 2];
        Span<char> folded = stackalloc char[BytesBefore];
        var count = Words(text, ranges);
        for (var index = 0; index < count; index++)
        {
            var word = text[ranges[index]];
            for (var character = 0; character < word.Length; character++)
            {
                folded[character] = Folding.Fold(word[character]);
            }

            if (FieldNames.MeaningOf(word).HasAny(FieldMeaning.Card) && !EverydayWords.Contains(folded[..word.Length]) && !IsPermit(text, ranges[..count], index))
            {
                return true;
            }

            if (orPayment && Payment.Contains(folded[..word.Length]))
            {
                return true;
            }
        }

        return text.ContainsAny('卡', 'カ');
    }

    // "travel visa", "visa application": the leave to enter a country.
    private static bool IsPermit(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, int index) =>
        text[words[index]].Equals("visa", StringComparison.OrdinalIgnoreCase)
        && ((index > 0 && Permits.Contains(text[words[index - 1]])) || (index + 1 < words.Length && Permits.Contains(text[words[index + 1]])));

    // Behind the last line end, bracket or other number: what stands before belongs to something else.
    private static ReadOnlySpan<char> AfterLast(ReadOnlySpan<char> text)
    {
        var cut = text.LastIndexOfAny(Cuts);
        return text[(cut + 1)..];
    }

    private static int Words(ReadOnlySpan<char> text, Span<Range> ranges)
    {
        var count = 0;
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var isWord = index < text.Length && char.IsLetterOrDigit(text[index]);
            if (isWord && start < 0)
            {
                start = index;
            }
            else if (!isWord && start >= 0)
            {
                if (count == ranges.Length)
                {
                    // The nearest words are the last ones.
                    ranges[1..].CopyTo(ranges);
                    count--;
                }

                ranges[count++] = start..index;
                start = -1;
            }
        }

        return count;
    }

    // Bytes cut out of a text may begin or end within a character; what cannot be read becomes a space.
    private static int Decode(ReadOnlySpan<byte> bytes, Span<char> characters, bool keepEnd)
    {
        var length = 0;
        while (!bytes.IsEmpty)
        {
            var done = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done && rune.IsBmp;
            characters[length++] = done ? (char)rune.Value : ' ';
            bytes = bytes[consumed..];
        }

        if (keepEnd)
        {
            characters[..length].CopyTo(characters[^length..]);
        }

        return length;
    }
}
