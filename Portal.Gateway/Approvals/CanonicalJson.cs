using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Gateway.ApprovalRules;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Canonical JSON (RFC 8785): the same bytes for the same value, whatever the order of its names and the spelling of its numbers
/// and strings. One deviation, on the strict side: a number that a double cannot hold keeps its own digits, so that two different
/// numbers never become one.
/// </summary>
internal static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)) + "\"\\"
    );

    /// <summary>Writes a value.</summary>
    /// <param name="value">A value without duplicate names and lone surrogates, as the request's inspection guarantees.</param>
    /// <param name="output">Receives UTF-8.</param>
    public static void Write(JsonElement value, IBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output);
                break;
            case JsonValueKind.String:
                WriteString(value.GetString()!, output);
                break;
            case JsonValueKind.Number:
                var text = value.GetRawText();
                output.Write(Encoding.UTF8.GetBytes(ExactNumber.TryParse(text, out var number) ? number.ToString() : text));
                break;
            default:
                output.Write(Encoding.UTF8.GetBytes(value.GetRawText()));
                break;
        }
    }

    /// <summary>Writes a string.</summary>
    public static void WriteString(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var index and >= 0)
        {
            WriteUtf8(rest[..index], output);
            WriteUtf8(EscapeOf(rest[index]), output);
            rest = rest[(index + 1)..];
        }

        WriteUtf8(rest, output);
        output.Write("\""u8);
    }

    private static void WriteObject(JsonElement value, IBufferWriter<byte> output)
    {
        output.Write("{"u8);
        var isFirst = true;

        // RFC 8785, 3.2.3: by UTF-16 code units, which is what an ordinal comparison of strings is.
        foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (!isFirst)
            {
                output.Write(","u8);
            }

            isFirst = false;
            WriteString(property.Name, output);
            output.Write(":"u8);
            Write(property.Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!isFirst)
            {
                output.Write(","u8);
            }

            isFirst = false;
            Write(item, output);
        }

        output.Write("]"u8);
    }

    private static string EscapeOf(char character) =>
        character switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        };

    private static void WriteUtf8(ReadOnlySpan<char> text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);
}
