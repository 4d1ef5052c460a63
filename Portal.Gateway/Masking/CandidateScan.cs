using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>
/// Says quickly, on raw bytes, that there is nothing to mask in a text, so that most texts are read once at the speed of memory. It errs to the other
/// side only: what it lets go, no detector would have found. Sixty-four bytes at a time are classified, and only the few places where something could
/// begin are looked at one by one.
/// </summary>
internal static class CandidateScan
{
    private const int Block = 64;
    private const int ShortestRun = 16;
    private const int PairsOfADump = 8;

    // Names of what is masked whatever its digits are; where letters have diacritics, a part without.
    private static readonly WordFilter Labels = new(
    [
        .. Spellings(Vocabulary.Cvv), .. Spellings(Vocabulary.Pin), .. Spellings(Vocabulary.ShortPin), .. Spellings(Vocabulary.PinBlock), .. Spellings(Vocabulary.Track),
        "fnummer", "fziffer", "fcode", "code de s", "curit", "code de v", "code de contr", "seguridad", "verificaci", "digo de", "digo d", "seguran", "codice di",
        "bezpiecze", "zabezpiecz", "venlik", "venl", "rulama", "geheim", "ifre", "ifresi", "fres", "3-digit", "4-digit", "three-digit", "52\"", "52\\", "052\"", "clave", "secreto", "digo pin", "digo secreto",
    ]);

    // Names under which a number is masked even though it is mistyped or of a network that proves nothing; they matter only where a long number stands.
    private static readonly WordFilter CardNames = new(
    [
        .. Spellings(Vocabulary.Pan), .. Spellings(Vocabulary.Card), "cc_", "cc ", "cc\"", "cc-", "cc:", "ccn", "f2\"", "f2 ", "f2:", "carddata", "cardinfo", "cart", "instrument",
    ]);

    /// <summary>Whether a text may hold something to mask; when not, nothing else needs to look at it.</summary>
    /// <param name="text">Text, unescaped or as it stands in JSON.</param>
    public static bool MayHold(ReadOnlySpan<byte> text) => Look(text, Labels, out var hasLongNumber) || (hasLongNumber && Look(text, CardNames, out _));

    // A phrase as prose, keys and names of columns write it. Case does not matter, so joined words cover humps.
    private static IEnumerable<string> Spellings(string[] phrases) => phrases
        .Where(phrase => phrase.Length >= 3 && Ascii.IsValid(phrase))
        .SelectMany(phrase => new[] { phrase, phrase.Replace(" ", "", StringComparison.Ordinal), phrase.Replace(' ', '_'), phrase.Replace(' ', '-') });

    private static bool Look(ReadOnlySpan<byte> text, WordFilter words, out bool hasLongNumber)
    {
        hasLongNumber = false;
        var scan = new Scan(text, words);
        Span<byte> tail = stackalloc byte[Block];
        for (var position = 0; position < text.Length; position += Block)
        {
            var rest = text[position..];
            if (rest.Length < Block)
            {
                tail.Clear();
                rest.CopyTo(tail);
            }

            if (scan.Look(rest.Length < Block ? tail : rest, position))
            {
                hasLongNumber = scan.HasLongNumber;
                return true;
            }
        }

        hasLongNumber = scan.HasLongNumber;
        return false;
    }

    /// <summary>State over the blocks of one text.</summary>
    private ref struct Scan(ReadOnlySpan<byte> text, WordFilter words)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private ulong _lastDigits;
        private ulong _lastAlphabet;
        private ulong _lastQuote;
        private ulong _lastLetters;
        private ulong _lastLower;
        private int _chainEnd;
        private int _runEnd;
        private int _partDigits;
        private int _leadingDigits;
        private int _trailingDigits;

        public bool HasLongNumber { get; private set; }

        public bool Look(scoped ReadOnlySpan<byte> block, int position)
        {
            Classify(block, out var digits, out var alphabet, out var special, out var wide, out var quotes, out var letters, out var lower);

            // A digit right before, and a place where it may go on in another way of writing.
            var afterDigit = (digits << 1) | (_lastDigits >> 63);
            var found = (special != 0 && LookAtSpecials(special, afterDigit, position))
                || (wide != 0 && LookAtWide(wide, position))
                || (digits != 0 && LookAtDigits(digits, position))
                || LookAtRuns(alphabet, position)
                || LookAtWords(letters, lower, digits, position)
                || LookAtParts(digits & ((quotes << 1) | _lastQuote), quotes & afterDigit, position);
            _lastDigits = digits;
            _lastAlphabet = alphabet;
            _lastLetters = (letters | digits) >> 63;
            _lastLower = lower >> 63;
            _lastQuote = quotes >> 63;
            return found;
        }

        private static void Classify(scoped ReadOnlySpan<byte> block, out ulong digits, out ulong alphabet, out ulong special, out ulong wide, out ulong quotes, out ulong letters, out ulong lower)
        {
            digits = alphabet = special = wide = quotes = letters = lower = 0;
            for (var part = 0; part < Block; part += Vector256<byte>.Count)
            {
                var bytes = Vector256.Create(block[part..]);
                var isDigit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
                var isLetter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
                var isSign = Vector256.Equals(bytes, Vector256.Create((byte)'+')) | Vector256.Equals(bytes, Vector256.Create((byte)'/')) | Vector256.Equals(bytes, Vector256.Create((byte)'-')) | Vector256.Equals(bytes, Vector256.Create((byte)'_'));
                var isSpecial = Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Vector256.Equals(bytes, Vector256.Create((byte)'%')) | Vector256.Equals(bytes, Vector256.Create((byte)'&'))
                    | Vector256.Equals(bytes, Vector256.Create((byte)'<')) | Vector256.Equals(bytes, Vector256.Create((byte)'=')) | Vector256.Equals(bytes, Vector256.Create((byte)')')) | Vector256.Equals(bytes, Vector256.Create((byte)'+')) | Vector256.Equals(bytes, Vector256.Create((byte)'^'));
                digits |= (ulong)isDigit.ExtractMostSignificantBits() << part;
                alphabet |= (ulong)(isDigit | isLetter | isSign).ExtractMostSignificantBits() << part;
                special |= (ulong)isSpecial.ExtractMostSignificantBits() << part;
                letters |= (ulong)isLetter.ExtractMostSignificantBits() << part;
                lower |= (ulong)(isLetter & Vector256.GreaterThanOrEqual(bytes, Vector256.Create((byte)'a'))).ExtractMostSignificantBits() << part;
                wide |= (ulong)bytes.ExtractMostSignificantBits() << part;
                quotes |= (ulong)Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits() << part;
            }
        }

        private readonly bool LookAtSpecials(ulong special, ulong afterDigit, int position)
        {
            while (special != 0)
            {
                var bit = BitOperations.TrailingZeroCount(special);
                special &= special - 1;
                if (MayDecode(_text[(position + bit)..], (afterDigit >> bit & 1) == 1))
                {
                    return true;
                }
            }

            return false;
        }

        // Whether what begins here may be another way of writing a digit, or stand between digits.
        private static bool MayDecode(ReadOnlySpan<byte> rest, bool isAfterDigit) => rest[0] switch
        {
            (byte)'\\' => rest.Length > 1 && MayEscape(rest, isAfterDigit),
            (byte)'%' => rest.Length > 2 && char.IsAsciiHexDigit((char)rest[1]) && char.IsAsciiHexDigit((char)rest[2]),
            (byte)'&' => rest.Length > 1 && (rest[1] == '#' || (isAfterDigit && rest[..Math.Min(rest.Length, 12)].Contains((byte)';'))),
            (byte)'=' => rest.Length > 2 && ((isAfterDigit && (rest[1] is (byte)'\\' or (byte)'\r' or (byte)'\n' || (rest[1] == '2' && char.IsAsciiHexDigit((char)rest[2])))) || (rest[1] == '3' && char.IsAsciiDigit((char)rest[2]) && rest.Length > 3 && rest[3] == '=')),
            (byte)')' => isAfterDigit && rest[..Math.Min(rest.Length, 24)].IndexOf((byte)'(') > 0,
            (byte)'+' => isAfterDigit && rest.Length > 1 && char.IsAsciiDigit((char)rest[1]),
            _ => isAfterDigit,
        };

        private static bool MayEscape(ReadOnlySpan<byte> rest, bool isAfterDigit)
        {
            if (rest[1] == 'u')
            {
                // Quotes, angle brackets and such are what writers of JSON escape; anything else may be a digit, a letter of a label or nothing visible.
                return rest.Length < 6 || isAfterDigit || !(rest[2..6].SequenceEqual("0022"u8) || rest[2..6].SequenceEqual("0027"u8) || rest[2..6].SequenceEqual("0026"u8)
                    || rest[2..6].SequenceEqual("003c"u8) || rest[2..6].SequenceEqual("003C"u8) || rest[2..6].SequenceEqual("003e"u8) || rest[2..6].SequenceEqual("003E"u8)
                    || rest[2..6].SequenceEqual("002b"u8) || rest[2..6].SequenceEqual("002B"u8) || rest[2..6].SequenceEqual("0060"u8));
            }

            return rest[1] == 'x' || (isAfterDigit && rest[1] is not (byte)'"');
        }

        // Scripts with digits or labels of their own, and signs right behind a digit.
        private readonly bool LookAtWide(ulong wide, int position)
        {
            while (wide != 0)
            {
                var bit = BitOperations.TrailingZeroCount(wide);
                wide &= wide - 1;
                var at = position + bit;
                var lead = _text[at];
                if (lead is < 0xC0)
                {
                    continue;
                }

                var isKnown = lead is 0xC3 or 0xC4 or 0xC5 || (lead == 0xC2 && at + 1 < _text.Length && _text[at + 1] is not 0xAD) || (lead == 0xE2 && at + 2 < _text.Length && IsPunctuation(_text[at + 1], _text[at + 2]));
                if (!isKnown || (at > 0 && (char.IsAsciiDigit((char)_text[at - 1]) || (_text[at - 1] == ' ' && at > 1 && char.IsAsciiDigit((char)_text[at - 2])))))
                {
                    return true;
                }
            }

            return false;
        }

        // Dashes, quotes, bullet, ellipsis; euro; trade mark; arrow.
        private static bool IsPunctuation(byte second, byte third) => (second == 0x80 && third is >= 0x90 and <= 0xA6) || (second == 0x82 && third == 0xAC) || (second == 0x84 && third == 0xA2) || (second == 0x86 && third == 0x92);

        private bool LookAtDigits(ulong digits, int position)
        {
            // Starts of runs that no chain has covered yet.
            var starts = digits & ~((digits << 1) | (_lastDigits >> 63));
            while (starts != 0)
            {
                var bit = BitOperations.TrailingZeroCount(starts);
                starts &= starts - 1;
                if (position + bit >= _chainEnd && LookAtChain(position + bit))
                {
                    return true;
                }
            }

            return false;
        }

        // Reads groups with the separators of DigitChain, in ASCII, and asks each window what it is worth.
        private bool LookAtChain(int start)
        {
            // Most chains are dates and amounts, too short to be anything.
            var length = 0;
            var end = start;
            while (true)
            {
                while (end < _text.Length && char.IsAsciiDigit((char)_text[end]))
                {
                    end++;
                    length++;
                }

                var next = NextGroup(end);
                if (next < 0)
                {
                    break;
                }

                end = next;
            }

            _chainEnd = end;
            return length >= CardNetworks.MinLength && LookAtLongChain(start);
        }

        private bool LookAtLongChain(int start)
        {
            Span<byte> digits = stackalloc byte[Block * 2];
            Span<byte> groups = stackalloc byte[Block * 2];
            var count = 0;
            var groupCount = 0;
            var pairs = 0;
            var position = start;
            while (true)
            {
                var first = count;
                while (position < _text.Length && char.IsAsciiDigit((char)_text[position]) && count < digits.Length)
                {
                    digits[count++] = _text[position++];
                }

                if (count == digits.Length || count - first > CardNetworks.MaxLength)
                {
                    // More than any card number: looked at closely.
                    return true;
                }

                groups[groupCount++] = (byte)(count - first);
                pairs = count - first == 2 ? pairs + 1 : 0;
                var next = NextGroup(position);
                if (next < 0)
                {
                    break;
                }

                position = next;
            }

            if (groupCount == 2 && IsDecimal(start, groups[0], position))
            {
                return false;
            }

            HasLongNumber = true;
            if (position < _text.Length && _text[position] is (byte)'e' or (byte)'E')
            {
                return true;
            }

            return pairs >= PairsOfADump || IsMarked(start, position) || AnyWindow(digits[..count], groups[..groupCount]);
        }

        private readonly int NextGroup(int position)
        {
            var end = Math.Min(_text.Length, position + 20);
            for (; position < end; position++)
            {
                var value = _text[position];
                if (char.IsAsciiDigit((char)value))
                {
                    return position;
                }

                if (value is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'_' or (byte)':'))
                {
                    return -1;
                }
            }

            return -1;
        }

        // Sentinels and separators of magnetic stripe data.
        private readonly bool IsMarked(int start, int end) =>
            (end < _text.Length && _text[end] is (byte)'=' or (byte)'^' or (byte)'D' or (byte)'d') && start > 0 && _text[start - 1] is (byte)';' or (byte)'B' or (byte)'b';

        // 0.5433…: PanVetoes leaves it alone; with an exponent it may be an integer.
        private readonly bool IsDecimal(int start, int integer, int end) =>
            integer <= 7 && _text[start + integer] == '.' && (start == 0 || _text[start - 1] != '.') && (end == _text.Length || _text[end] is not ((byte)'e' or (byte)'E'));

        private readonly bool AnyWindow(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> groups)
        {
            var first = 0;
            for (var group = 0; group < groups.Length; group++)
            {
                var length = 0;
                for (var last = group; last < groups.Length && length + groups[last] <= CardNetworks.MaxLength; last++)
                {
                    length += groups[last];
                    if (length >= CardNetworks.MinLength && CardNetworks.Evaluate(digits.Slice(first, length)) != CardEvidence.None)
                    {
                        return true;
                    }
                }

                if (groups[group] >= CardNetworks.MinLength && digits[first] == '0')
                {
                    return true;
                }

                first += groups[group];
            }

            return false;
        }

        // Sixteen and more letters and digits in a row may be an encoded text.
        private bool LookAtRuns(ulong alphabet, int position)
        {
            // Bit n: sixteen in a row from byte n of this block on, and from fifteen bytes before it on.
            var inside = Sixteen(alphabet);
            var across = Sixteen((alphabet << (ShortestRun - 1)) | (_lastAlphabet >> (Block - ShortestRun + 1))) & ((1UL << (ShortestRun - 1)) - 1);
            return (across != 0 && LookAtRuns(across, position - ShortestRun + 1, ref _runEnd)) || (inside != 0 && LookAtRuns(inside, position, ref _runEnd));
        }

        private readonly bool LookAtRuns(ulong runs, int position, ref int runEnd)
        {
            while (runs != 0)
            {
                var start = position + BitOperations.TrailingZeroCount(runs);
                runs &= runs - 1;
                if (start >= runEnd && start >= 0 && EncodedTexts.MayBeEncoded(_text, start, out runEnd))
                {
                    return true;
                }
            }

            return false;
        }

        private static ulong Sixteen(ulong mask)
        {
            mask &= mask >> 1;
            mask &= mask >> 2;
            mask &= mask >> 4;
            return mask & (mask >> 8);
        }

        // Words begin behind what is neither letter nor digit, and at humps.
        private readonly bool LookAtWords(ulong letters, ulong lower, ulong digits, int position)
        {
            var word = letters | digits;
            var starts = (word & ~((word << 1) | _lastLetters)) | (letters & ~lower & ((lower << 1) | _lastLower)) | (letters & ~lower & ((digits << 1) | (_lastDigits >> 63)));
            while (starts != 0)
            {
                var bit = BitOperations.TrailingZeroCount(starts);
                starts &= starts - 1;
                if (words.BeginsAt(_text, position + bit))
                {
                    return true;
                }
            }

            return false;
        }

        // "4111","1111": values of digits alone that could be parts of one number, and texts that end or begin with digits.
        private bool LookAtParts(ulong starts, ulong ends, int position)
        {
            while (starts != 0)
            {
                var start = position + BitOperations.TrailingZeroCount(starts);
                starts &= starts - 1;
                var length = _text[start..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                length = length < 0 ? _text.Length - start : length;
                var next = start + length < _text.Length ? _text[start + length] : (byte)'"';
                if (next == '"' && length < CardNetworks.MinLength)
                {
                    _partDigits += length;
                }
                else if (next == ' ')
                {
                    _leadingDigits = Math.Max(_leadingDigits, length);
                }
            }

            while (ends != 0)
            {
                var end = position + BitOperations.TrailingZeroCount(ends);
                ends &= ends - 1;
                var before = _text[..end].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
                if (before >= 0 && _text[before] == ' ')
                {
                    _trailingDigits = Math.Max(_trailingDigits, end - 1 - before);
                }
            }

            return _partDigits + _leadingDigits + _trailingDigits >= 15;
        }
    }
}
