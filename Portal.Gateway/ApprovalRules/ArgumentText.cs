using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// Reads the JSON that a server may find in a text: strictly, as the message itself is read, one value or several one after the
/// other. What begins like JSON and cannot be read so is unreadable: some server reads it all the same, each in its own way.
/// </summary>
internal static class ArgumentText
{
    private static readonly Regex Scalar = Pattern(
        @"^(?:true|false|null|[+-]?(?:Infinity|NaN|0[xX][0-9A-Fa-f]+|[0-9.]+(?:[eE][+-]?[0-9]+)?))\z"
    );

    private static readonly Regex NotFinite = Pattern(@"^[+-]?(?:Infinity|NaN)\z");

    private static readonly Regex MaskingMark = Pattern(
        @"^\[(?:redacted|(?:PIN|track data|number) removed|[A-Za-z0-9_-]{1,32}(?::[a-z0-9-]{1,32})?:[A-Za-z0-9]{16})\]\z"
    );

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = JsonLimits.MaxRequestDepth,
        AllowDuplicateProperties = false,
    };

    private static readonly JsonReaderOptions Several = new()
    {
        MaxDepth = JsonLimits.MaxRequestDepth,
        AllowMultipleValues = true,
    };

    private static readonly SearchValues<char> Openings = SearchValues.Create("{[");
    private static readonly SearchValues<char> OpeningsOrEscapes = SearchValues.Create("{[\\");

    // Where a scalar ends at the latest.
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n/{[\"',");

    // More texts in a row than anybody sends lines.
    private const int MaxValues = 50_000;

    /// <summary>Whether a text begins like JSON, so that it has to be read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSelected">Whether the text is compared itself, so that a scalar in it counts too.</param>
    public static bool MayHoldJson(string text, bool isSelected) => MayBeginJson(Trim(text), isSelected);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSelected">Whether the text is compared itself, so that a scalar in it counts too.</param>
    /// <param name="values">The values it holds, up to where it cannot be read.</param>
    /// <returns>Whether it can be read, or is no JSON to anybody.</returns>
    public static bool TryRead(string text, bool isSelected, out IReadOnlyList<JsonElement> values)
    {
        values = [];
        var body = Trim(text);
        if (!MayBeginJson(body, isSelected))
        {
            return true;
        }

        var read = new List<JsonElement>();
        values = read;
        if (isSelected && NumberIn(body) is { } number)
        {
            read.Add(number);
            return true;
        }

        return ReadStrictly(Encoding.UTF8.GetBytes(body.ToString()), read)
            || (read.Count < MaxValues && !SomebodyReads(body, isSelected));
    }

    // Also what some servers skip and nobody sees, such as a byte order mark.
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out var first, out var length) == OperationStatus.Done && IsBlank(first))
        {
            text = text[length..];
        }

        while (Rune.DecodeLastFromUtf16(text, out var last, out var length) == OperationStatus.Done && IsBlank(last))
        {
            text = text[..^length];
        }

        return text;
    }

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || NameFolding.IsInvisible(rune);

    private static bool MayBeginJson(ReadOnlySpan<char> body, bool isSelected) =>
        body switch
        {
            ['{' or '[' or '"' or '\'', ..] or ['/', '/' or '*', ..] => true,
            [(>= '0' and <= '9') or '+' or '-' or '.' or 't' or 'f' or 'n' or 'N' or 'I', ..] => isSelected
                || body.ContainsAny(Openings),
            _ => false,
        };

    private static bool ReadStrictly(ReadOnlySpan<byte> json, List<JsonElement> values)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Several);
            var start = 0L;
            while (values.Count < MaxValues && reader.Read())
            {
                var isOutermost = reader.CurrentDepth == 0;
                if (isOutermost && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    start = reader.TokenStartIndex;
                }

                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    // Throws where the text is none, such as a lone surrogate.
                    _ = reader.GetString();
                }

                if (isOutermost && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                {
                    values.Add(JsonElement.Parse(json[(int)start..(int)reader.BytesConsumed], Strict));
                }
            }

            return values.Count < MaxValues;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // JSON5 and Python have more numbers than JSON; the value of each is known.
    private static JsonElement? NumberIn(ReadOnlySpan<char> body) =>
        ArgumentNumbers.TryRead(body, out var number) ? JsonElement.Parse(Encoding.UTF8.GetBytes(number.ToString())) : null;

    // What cannot be read strictly. Quoted prose, an apostrophe and a mark that masking has left are read as JSON by nobody.
    private static bool SomebodyReads(ReadOnlySpan<char> body, bool isSelected) =>
        body[0] switch
        {
            '{' or '[' => !MaskingMark.IsMatch(body),
            '/' => isSelected || body.ContainsAny(Openings),
            '"' or '\'' => IsQuoted(body) && (isSelected || body.ContainsAny(OpeningsOrEscapes)),
            _ => IsScalarBeforeMore(body, isSelected) || (isSelected && NotFinite.IsMatch(body)),
        };

    // One text in quotes, and after it nothing or what may be JSON again.
    private static bool IsQuoted(ReadOnlySpan<char> body)
    {
        for (var index = 1; index < body.Length; index++)
        {
            if (body[index] == '\\')
            {
                index++;
            }
            else if (body[index] == body[0])
            {
                return Trim(body[(index + 1)..]) is "" or ['/' or '{' or '[' or '"' or '\'', ..];
            }
        }

        return false;
    }

    private static bool IsScalarBeforeMore(ReadOnlySpan<char> body, bool isSelected)
    {
        var end = body.IndexOfAny(Ends);
        return end > 0
            && Scalar.IsMatch(body[..end])
            && Trim(body[end..]) switch
            {
                ['/', '/' or '*', ..] => isSelected || body.ContainsAny(Openings),
                ['{' or '[', ..] => true,
                _ => false,
            };
    }

    private static Regex Pattern(string expression) =>
        new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
