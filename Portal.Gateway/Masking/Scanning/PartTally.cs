using System.Numerics;
using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Says whether digits in values that follow each other may together be a card number; see <see cref="SplitNumbers"/>. It does not know the structure of
/// the text and so takes parts together that are not, but never fewer.
/// </summary>
internal struct PartTally
{
    private const int MostParts = CardNetworks.MaxLength;
    private const int LeastDigits = 15;
    private const int FewParts = 4;

    private Parts _parts;
    private int _count;
    private bool _hasText;

    /// <summary>Digits at a place of the text.</summary>
    private readonly record struct Part(int Start, int Length);

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
            if (Add(text, position + BitOperations.TrailingZeroCount(ends)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Add(ReadOnlySpan<byte> text, int end)
    {
        if (DigitRun.EndsAt(text, end, CardNetworks.MinLength) && (end == text.Length || text[end] == '"'))
        {
            return false;
        }

        var start = end;
        while (start > 0 && end - start < CardNetworks.MaxLength && char.IsAsciiDigit((char)text[start - 1]))
        {
            start--;
        }

        // Digits at the very end of a text stand alone in it.
        var before = start > 0 ? text[start - 1] : (byte)'"';
        var behind = end < text.Length ? text[end] : (byte)'"';
        var isText = before == ' ' && behind == '"';
        if (!isText && (before != '"' || end - start >= CardNetworks.MinLength || IsName(text, end)))
        {
            return false;
        }

        if (_count > 0 && !_hasText && AnyOtherBetween(text[(_parts[_count - 1].Start + _parts[_count - 1].Length)..start]))
        {
            _count = 0;
        }

        _hasText |= isText;
        Add(new Part(start, end - start));
        return IsNumber(text);
    }

    // "12": … is a member's name.
    private static bool IsName(ReadOnlySpan<byte> text, int end) => end < text.Length && text[end] == '"' && text[(end + 1)..].TrimStart(" \t\r\n"u8) is [(byte)':', ..];

    // A string value that begins with something else than a digit: what stands on both sides of it is not one number.
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

    private void Add(Part part)
    {
        if (_count == MostParts)
        {
            ((Span<Part>)_parts)[1..].CopyTo(_parts);
            _count--;
        }

        _parts[_count++] = part;
    }

    private readonly bool IsNumber(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var total = 0;
        for (var first = _count - 1; first >= 0 && total + _parts[first].Length <= CardNetworks.MaxLength; first--)
        {
            var part = _parts[first];
            total += part.Length;
            text.Slice(part.Start, part.Length).CopyTo(digits[^total..]);
            if (first < _count - 1 && total >= LeastDigits && IsLikely(first) && CardNetworks.Evaluate(digits[^total..]) == CardEvidence.Strong)
            {
                return true;
            }
        }

        return false;
    }

    // Parts of one size, or two to four of them: not a column of figures.
    private readonly bool IsLikely(int first)
    {
        var isUniform = true;
        for (var index = first; index < _count; index++)
        {
            isUniform &= _parts[index].Length == _parts[first].Length || (index == _count - 1 && _parts[index].Length < _parts[first].Length);
        }

        return isUniform || _count - first <= FewParts;
    }
}
