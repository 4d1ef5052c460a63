using System.Globalization;
using System.Text;

namespace Portal.Gateway.Masking.Rules;

/// <summary>Reads the JSONPath of a <see cref="FieldPath"/>.</summary>
internal ref struct FieldPathParser(string text)
{
    private const int MaxSegments = 32;
    private const int MaxSelectors = 32;
    private const int LongestIndex = 9;

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;
    private string? _fault;

    /// <summary>Reads the whole path; null and a fault when it cannot be read.</summary>
    public IReadOnlyList<FieldSegment>? Read(out string? fault)
    {
        var segments = new List<FieldSegment>();
        if (!Take('$'))
        {
            _fault = "A path begins with '$'.";
        }

        while (_fault is null && _position < _text.Length)
        {
            if (ReadSegment() is { } segment)
            {
                segments.Add(segment);
            }
        }

        if (_fault is null && segments.Count is 0 or > MaxSegments)
        {
            _fault =
                segments.Count == 0
                    ? "'$' alone is the whole message; name a field."
                    : $"A path has at most {MaxSegments} segments.";
        }

        fault = _fault;
        return _fault is null ? segments : null;
    }

    private FieldSegment? ReadSegment()
    {
        if (Take('['))
        {
            return ReadBrackets(isDescendant: false);
        }

        if (!Take('.'))
        {
            return Fail(
                $"'{_text[_position]}' does not belong at character {_position + 1}; a segment begins with '.', '..' or '['."
            );
        }

        var isDescendant = Take('.');
        if (isDescendant && Take('['))
        {
            return ReadBrackets(isDescendant: true);
        }

        return Take('*') ? new FieldSegment(isDescendant, [FieldSelector.Any]) : ReadShorthand(isDescendant);
    }

    // RFC 9535, 2.5.1.1: letters, digits, '_' and anything beyond ASCII; no digit first.
    private FieldSegment? ReadShorthand(bool isDescendant)
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or > '\u007F'))
        {
            _position++;
        }

        var name = _text[start.._position];
        if (name.IsEmpty || char.IsAsciiDigit(name[0]) || (_position < _text.Length && _text[_position] is not ('.' or '[')))
        {
            return Fail(
                $"A name after a dot has letters, digits and '_' only and begins with no digit; write others in brackets, such as ['{(name.IsEmpty ? "x-y" : name.ToString())}']."
            );
        }

        return new FieldSegment(isDescendant, [FieldSelector.OfName(name.ToString())]);
    }

    private FieldSegment? ReadBrackets(bool isDescendant)
    {
        var selectors = new List<FieldSelector>();
        do
        {
            SkipBlanks();
            if (ReadSelector() is not { } selector)
            {
                return null;
            }

            selectors.Add(selector);
            SkipBlanks();
        } while (Take(','));
        if (!Take(']'))
        {
            return Fail(_position < _text.Length && _text[_position] == ':' ? NoSlices : "A bracket is not closed with ']'.");
        }

        return selectors.Count <= MaxSelectors
            ? new FieldSegment(isDescendant, selectors)
            : Fail($"A bracket has at most {MaxSelectors} selectors.");
    }

    private const string NoSlices = "Slices are not supported; use an index or '*'.";

    private FieldSelector? ReadSelector()
    {
        if (_position == _text.Length)
        {
            Fail("A bracket is not closed with ']'.");
            return null;
        }

        switch (_text[_position])
        {
            case '*':
                _position++;
                return FieldSelector.Any;
            case '\'' or '"':
                return ReadQuoted(_text[_position++]);
            case '?':
                Fail("Filters are not supported; name the field.");
                return null;
            case ':':
                Fail(NoSlices);
                return null;
            case '-':
                Fail("Indexes from the end are not supported: the message is read forward.");
                return null;
            default:
                return ReadIndex();
        }
    }

    private FieldSelector? ReadIndex()
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        var digits = _text[start.._position];
        if (digits.Length is 0 or > LongestIndex || (digits.Length > 1 && digits[0] == '0'))
        {
            Fail("In brackets stands a quoted name, an index or '*'.");
            return null;
        }

        return FieldSelector.OfIndex(int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private FieldSelector? ReadQuoted(char quote)
    {
        var name = new StringBuilder();
        while (_position < _text.Length && _text[_position] != quote)
        {
            var next = _text[_position++];
            if (next == '\\' && (_position == _text.Length || !TryUnescape(_text[_position++], out next)))
            {
                Fail("In a quoted name '\\' stands before '\\', a quote, b, f, n, r, t or / only.");
                return null;
            }

            name.Append(next);
        }

        if (!Take(quote))
        {
            Fail("A quoted name is not closed.");
            return null;
        }

        return FieldSelector.OfName(name.ToString());
    }

    private static bool TryUnescape(char escape, out char value)
    {
        value = escape switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => escape,
        };
        return escape is 'b' or 'f' or 'n' or 'r' or 't' or '\\' or '\'' or '"' or '/';
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t')
        {
            _position++;
        }
    }

    private bool Take(char expected)
    {
        if (_position == _text.Length || _text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private FieldSegment? Fail(string message)
    {
        _fault ??= message;
        return null;
    }
}
