using System.Numerics;
using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Says whether digits in values that follow each other may together be a card number; see <see cref="Fragments.FragmentedPanDetector"/>. It does not know the structure of
/// the text and so takes parts together that are not, but never fewer.
/// </summary>
internal struct PartTally
{
    private const int MostParts = CardNetworks.MaxLength;
    private const int MostBetween = 240;
    private const int LeastDigits = 15;

    // Longer than any digits at the end of a text, with their separators and what must stand in front.
    private const int LongestEnd = 48;

    private Parts _parts;
    private int _count;

    /// <summary>Digits at a place of the text.</summary>
    private readonly record struct Part(int Start, int Length, int Digits, bool IsJoined);

    [InlineArray(MostParts)]
    private struct Parts
    {
        private Part _first;
    }

    /// <summary>Whether digits of a block complete a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="ends">Behind digits that stand beside a quote.</param>
    public bool Look(ReadOnlySpan<byte> text, int position, ulong ends)
    {
        for (; ends != 0; ends &= ends - 1)
        {
            var end = position + BitOperations.TrailingZeroCount(ends);
            if (end < text.Length && text[end] == ' ' ? AddBegin(text, end) : AddEnd(text, Math.Min(end, text.Length)))
            {
                return true;
            }
        }

        return false;
    }

    // "4111 and": digits with which a text begins.
    private bool AddBegin(ReadOnlySpan<byte> text, int end)
    {
        var start = end;
        while (start > 0 && end - start <= CardNetworks.MaxLength && char.IsAsciiDigit((char)text[start - 1]))
        {
            start--;
        }

        if (_count == 0 || start == 0 || text[start - 1] != '"' || start - EndOf(_parts[_count - 1]) > MostBetween)
        {
            return false;
        }

        var begin = TextEnds.Leading(text[start..Math.Min(text.Length, start + LongestEnd)]);
        for (end = start + begin.End; end > start; end = GroupBefore(text, start, end))
        {
            if (Add(text, start, end, isBegin: true))
            {
                return true;
            }

            _count--;
        }

        return false;
    }

    // "and 4111" or "4111": digits with which a text ends, or nothing else.
    private bool AddEnd(ReadOnlySpan<byte> text, int end)
    {
        // Most of what ends beside a quote: an identifier or a time, too long for a part unless a word says card, and then somebody looks anyway.
        if (DigitRun.EndsAt(text, end, SplitShape.LongestPart + 1))
        {
            return false;
        }

        var from = Math.Max(0, end - LongestEnd);
        var digits = TextEnds.Trailing(text[from..end]);
        if (digits.End == 0)
        {
            return false;
        }

        var (start, stop) = (from + digits.Start, from + digits.End);
        var isWhole = start == 0 || text[start - 1] == '"';
        var isAlone = isWhole && stop == end && stop - start < CardNetworks.MaxLength && !text[start..stop].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (!isAlone && GoesOn(text, start, stop, end))
        {
            return true;
        }

        return isWhole && !IsName(text, end) && (Add(text, start, stop) || (isAlone && FollowsName(text, start, stop)));
    }

    // "48358037":"61083799": half of a number is the name.
    private static bool FollowsName(ReadOnlySpan<byte> text, int start, int stop)
    {
        var before = text[Math.Max(0, start - LongestEnd)..Math.Max(0, start - 1)].TrimEnd(" \t\r\n"u8);
        if (before is not [.., (byte)':'] || before[..^1].TrimEnd(" \t\r\n"u8) is not [.. var name, (byte)'"'] || name is not [.., >= (byte)'0' and <= (byte)'9'])
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[2 * CardNetworks.MaxLength];
        name = name[(name.LastIndexOf((byte)'"') + 1)..];
        var all = name.Length + stop - start;
        if (all > CardNetworks.MaxLength || name.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        name.CopyTo(digits);
        text[start..stop].CopyTo(digits[name.Length..]);
        return CardNetworks.Evaluate(digits[..all]) == CardEvidence.Strong;
    }

    // "12": … is a member's name.
    private static bool IsName(ReadOnlySpan<byte> text, int end) => end < text.Length && text[end] == '"' && text[(end + 1)..].TrimStart(" \t\r\n"u8) is [(byte)':', ..];

    // Whether texts behind a quote begin with what completes a number.
    private static bool GoesOn(ReadOnlySpan<byte> text, int start, int stop, int quote)
    {
        Span<byte> digits = stackalloc byte[3 * CardNetworks.MaxLength];
        var known = TextEnds.Copy(text[start..stop], digits);
        for (var limit = Limit(text, quote); known < CardNetworks.MaxLength && text[(quote + 1)..limit].IndexOf((byte)'"') is >= 0 and var length;)
        {
            quote += length + 1;
            var behind = text[(quote + 1)..Math.Min(text.Length, quote + 1 + LongestEnd)];
            var begin = TextEnds.Leading(behind);
            if (begin.End == 0)
            {
                continue;
            }

            var all = known + TextEnds.Copy(behind[begin.Start..begin.End], digits[known..]);
            if (EndsNumber(digits, known, all))
            {
                return true;
            }

            if (begin.Start == 0 && behind.IndexOf((byte)'"') is >= 0 and var close && TextEnds.Trailing(behind[..close]) == begin)
            {
                known = all;
                quote += begin.End;
                limit = Limit(text, quote);
            }
        }

        return false;
    }

    private static int Limit(ReadOnlySpan<byte> text, int from) => Math.Max(from + 1, Math.Min(text.Length, from + MostBetween + CardNetworks.MaxLength));

    // Some of the first digits and some of the last ones.
    private static bool EndsNumber(ReadOnlySpan<byte> digits, int known, int all)
    {
        for (var end = known + 1; end <= all; end++)
        {
            for (var start = Math.Max(0, end - CardNetworks.MaxLength); start < known && end - start >= LeastDigits; start++)
            {
                if (CardNetworks.Evaluate(digits[start..end]) == CardEvidence.Strong)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Add(ReadOnlySpan<byte> text, int start, int end, bool isBegin = false)
    {
        // The beginning of a text that then turned out to be digits alone.
        if (_count > 0 && _parts[_count - 1].Start == start)
        {
            _count--;
        }

        var isJoined = false;
        if (_count > 0)
        {
            var between = EndOf(_parts[_count - 1]);
            _count = start - between > MostBetween || start < between ? 0 : _count;
            isJoined = _count > 0 && !AnyOtherBetween(text[between..start]);
        }

        if (_count == MostParts)
        {
            ((Span<Part>)_parts)[1..].CopyTo(_parts);
            _count--;
        }

        _parts[_count++] = new Part(start, end - start, TextEnds.Count(text[start..end]), isJoined);
        return IsNumber(text, isBegin);
    }

    private static int EndOf(in Part part) => part.Start + part.Length;

    private static int GroupBefore(ReadOnlySpan<byte> text, int start, int end) => start + Math.Max(0, text[start..end].LastIndexOfAny((byte)' ', (byte)'-'));

    // A string value that begins with something else than a digit: only what is cut on purpose stands on both sides of it.
    private static bool AnyOtherBetween(ReadOnlySpan<byte> between)
    {
        while (between.IndexOf((byte)':') is >= 0 and var colon)
        {
            between = between[(colon + 1)..].TrimStart((byte)' ');
            if (between is [(byte)'"', not ((>= (byte)'0' and <= (byte)'9') or (byte)'"' or (byte)':' or (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'), ..])
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool IsNumber(ReadOnlySpan<byte> text, bool isBegin)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        Span<int> sizes = stackalloc int[MostParts];
        var total = 0;
        var isJoined = true;
        for (var first = _count - 1; first >= 0 && total + _parts[first].Digits <= CardNetworks.MaxLength; first--)
        {
            var part = _parts[first];
            total += part.Digits;
            sizes[first] = part.Digits;
            isJoined &= part.Digits < CardNetworks.MinLength;
            _ = TextEnds.Copy(text.Slice(part.Start, part.Length), digits[^total..]);
            var shape = sizes[first.._count];
            if (first < _count - 1 && total >= LeastDigits && (isJoined || isBegin ? SplitShape.IsLikely(shape) : SplitShape.IsCut(shape)) && CardNetworks.Evaluate(digits[^total..]) == CardEvidence.Strong)
            {
                return true;
            }

            isJoined &= part.IsJoined;
        }

        return false;
    }
}
