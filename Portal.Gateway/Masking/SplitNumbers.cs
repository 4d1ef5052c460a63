using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>
/// Finds a card number whose digits are spread over values that follow each other: four fields of four digits, a text that ends where the next one
/// goes on. Single values are too short to be one, so only what stands together counts.
/// </summary>
internal struct SplitNumbers
{
    private const int MaxParts = CardNetworks.MaxLength;
    private const int LongestBetween = 16;

    // Members of an object that have as many digits as the parts of a number beside them.
    private const int MaxBeside = 2;

    private Parts _parts;
    private int _count;
    private int _container;

    /// <summary>Digits at a place of the JSON text.</summary>
    /// <param name="Token">Where the value begins.</param>
    /// <param name="Start">First digit.</param>
    /// <param name="Length">Number of digits.</param>
    private readonly record struct Part(int Token, int Start, int Length);

    [InlineArray(MaxParts)]
    private struct Parts
    {
        private Part _first;
    }

    /// <summary>Looks at a string value and adds edits when it completes a number.</summary>
    /// <param name="json">The text.</param>
    /// <param name="token">Where the value begins.</param>
    /// <param name="value">The value between its quotes, as it stands in the text.</param>
    /// <param name="container">Where the object or array around it begins; the parts of a number given as fields share it.</param>
    /// <param name="edits">Receives the edits.</param>
    public void Visit(ReadOnlySpan<byte> json, int token, ReadOnlySpan<byte> value, int container, ref List<Edit>? edits)
    {
        if (value.IsEmpty)
        {
            return;
        }

        var leading = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (leading < 0)
        {
            if (value.Length >= CardNetworks.MaxLength || (_count > 0 && _container != container && _container >= 0))
            {
                _count = 0;
            }

            if (value.Length < CardNetworks.MinLength)
            {
                _container = container;
                Add(new Part(token, token + 1, value.Length));
                Complete(json, ref edits);
            }

            return;
        }

        if (leading > 0 && _count > 0 && leading < CardNetworks.MinLength && value[leading] == ' ')
        {
            Add(new Part(token, token + 1, leading));
            Complete(json, ref edits);
        }

        var trailing = value.Length - 1 - value.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (leading == 0 && trailing == 0 && _container < 0 && value.Length <= LongestBetween)
        {
            // The type of the next block stands between two texts.
            return;
        }

        // A text that ends in digits may go on in the next one, wherever that stands.
        _count = 0;
        if (trailing is >= 2 and < CardNetworks.MaxLength && value[^(trailing + 1)] == ' ')
        {
            _container = -1;
            Add(new Part(token, token + 1 + value.Length - trailing, trailing));
        }
    }

    /// <summary>A word stands in between, shorter than any number: it may be the type of the next block between two texts.</summary>
    public void Pass()
    {
        if (_container >= 0)
        {
            _count = 0;
        }
    }

    /// <summary>Something else stands in between.</summary>
    public void Interrupt() => _count = 0;

    private void Add(Part part)
    {
        if (_count == MaxParts)
        {
            ((Span<Part>)_parts)[1..].CopyTo(_parts);
            _count--;
        }

        _parts[_count++] = part;
    }

    // The last parts that together are a card number.
    private void Complete(ReadOnlySpan<byte> json, ref List<Edit>? edits)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var total = 0;
        for (var first = _count - 1; first >= 0; first--)
        {
            var part = _parts[first];
            total += part.Length;
            if (total > CardNetworks.MaxLength)
            {
                return;
            }

            json.Slice(part.Start, part.Length).CopyTo(digits[(CardNetworks.MaxLength - total)..]);
            if (first < _count - 1 && total >= 15 && IsLikely(first) && !IsColumn(json, first) && CardNetworks.Evaluate(digits[^total..]) == CardEvidence.Strong)
            {
                Mask(first, total, CardNumber.Of(digits[^total..]), ref edits);
                _count = 0;
                return;
            }
        }
    }

    // Parts of one size, or two to four of them: not a column of figures.
    private readonly bool IsLikely(int first)
    {
        var size = _parts[first].Length;
        var isUniform = true;
        for (var index = first; index < _count; index++)
        {
            isUniform &= _parts[index].Length == size || (index == _count - 1 && _parts[index].Length < size);
        }

        return isUniform || _count - first <= 4;
    }

    // Values of the same size before or behind: figures of a list, of which these are some.
    private readonly bool IsColumn(ReadOnlySpan<byte> json, int first)
    {
        if (_container < 0)
        {
            return false;
        }

        var before = 0;
        while (before < first && _parts[first - 1 - before].Length == _parts[first].Length)
        {
            before++;
        }

        var last = _parts[_count - 1];
        var rest = json[(last.Start + last.Length + 1)..];
        var behind = 0;
        while (behind < MaxBeside && SizeBehind(ref rest) == last.Length)
        {
            behind++;
        }

        return before + behind >= (json[_container] == '[' ? 1 : MaxBeside);
    }

    // The number of digits when the next value, or the next member's, is a string of digits; otherwise 0. What is left begins behind it.
    private static int SizeBehind(ref ReadOnlySpan<byte> rest)
    {
        var json = rest.TrimStart(" \t\r\n"u8);
        if (json is not [(byte)',', ..])
        {
            return 0;
        }

        json = json[1..].TrimStart(" \t\r\n"u8);
        if (json is [(byte)'"', ..] && json[1..].IndexOf((byte)'"') is >= 0 and var end && json[(end + 2)..].TrimStart(" \t\r\n"u8) is [(byte)':', .. var value])
        {
            json = value.TrimStart(" \t\r\n"u8);
        }

        if (json is not [(byte)'"', ..])
        {
            return 0;
        }

        var size = json[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (size <= 0 || json[size + 1] != '"')
        {
            return 0;
        }

        rest = json[(size + 2)..];
        return size;
    }

    // First six and last four over all parts stay.
    private readonly void Mask(int first, int total, CardNumber card, ref List<Edit>? edits)
    {
        var position = 0;
        for (var index = first; index < _count; index++)
        {
            var part = _parts[index];
            var from = Math.Max(0, 6 - position);
            var to = Math.Min(part.Length, total - 4 - position);
            if (from < to)
            {
                (edits ??= []).Add(new Edit(part.Start + from, to - from, SecretReplacement.Digits(to - from), MaskingKind.Pan, part.Token, form: EditForm.Part, card: card));
                card = default;
            }

            position += part.Length;
        }
    }
}
