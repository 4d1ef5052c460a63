using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Tests.Gateway.Masking.Cases;

/// <summary>
/// Every text that somebody could read in a message who undoes whatever encodings he knows, one within the other. Made with the platform's own decoders
/// and apart from the engine's, so that a fault of those does not hide here too.
/// </summary>
internal sealed partial class Readings
{
    private const int Depth = 5;
    private const int Timeout = 10_000;
    private const int MaxLength = 2_000_000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The texts, as they stand and as decoded.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>The names, strings and numbers of the message itself, as written.</summary>
    public List<string> Leaves { get; } = [];

    /// <summary>The same without names, and under each name: values that a reader would put together.</summary>
    public Dictionary<string, StringBuilder> ByName { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads some JSON texts.</summary>
    public static Readings Of(IEnumerable<string> messages)
    {
        var readings = new Readings();
        foreach (var message in messages)
        {
            using var document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 256 });
            readings.Walk(document.RootElement, "", leaf =>
            {
                readings.Leaves.Add(leaf);
                readings.Expand(leaf, Depth);
            });
        }

        return readings;
    }

    private void Walk(JsonElement element, string name, Action<string> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    found(property.Name);
                    Walk(property.Value, property.Name, found);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, name, found);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number:
                var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
                foreach (var key in new[] { "", name })
                {
                    ByName.TryAdd(key, new StringBuilder());
                    ByName[key].Append(text);
                }

                found(text);
                if (element.ValueKind == JsonValueKind.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                {
                    found(value.ToString("0.#############################", CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    private void Expand(string text, int depth)
    {
        if (depth < 0 || text.Length is 0 or > MaxLength || !_seen.Add(text))
        {
            return;
        }

        Texts.Add(text);
        foreach (var decoded in Decode(text))
        {
            if (decoded is not null && decoded != text)
            {
                Expand(decoded, depth - 1);
            }
        }
    }

    private static IEnumerable<string?> Decode(string text)
    {
        yield return WebUtility.HtmlDecode(text);
        yield return Tags().Replace(text, "");
        yield return Uri.UnescapeDataString(text.Replace('+', ' '));
        yield return QuotedPrintable(text);
        yield return Escapes(text);
        yield return PdfStrings().Replace(text, "");
        yield return Speakers().Replace(text, "\n");
        foreach (var leaf in Json(text))
        {
            yield return leaf;
        }

        foreach (var joined in new[] { text, text.ReplaceLineEndings("") })
        {
            foreach (Match match in Base64().Matches(joined))
            {
                yield return FromBase64(match.Value);
            }
        }

        foreach (Match match in Hex().Matches(text))
        {
            yield return AsText(Convert.FromHexString(match.Value.Replace(" ", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)));
        }
    }

    private static List<string> Json(string text)
    {
        var leaves = new List<string>();
        foreach (var part in text.Split('\n').Append(text))
        {
            if (part.TrimStart() is not ['{' or '[' or '"', ..])
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(part);
                new Readings().Walk(document.RootElement, "", leaves.Add);
            }
            catch (JsonException)
            {
                // Text that begins like JSON.
            }
        }

        return leaves;
    }

    private static string Escapes(string text)
    {
        text = Units().Replace(text, match => ((char)Convert.ToInt32(match.Groups["wide"].Value + match.Groups["narrow"].Value, 16)).ToString());
        return EscapedSigns().Replace(text, "${sign}");
    }

    private static string? QuotedPrintable(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = Encoding.Latin1.GetBytes(QuotedBytes().Replace(SoftBreaks().Replace(text, ""), match => ((char)Convert.ToInt32(match.Groups["byte"].Value, 16)).ToString()));
        return Encoding.UTF8.GetString(bytes);
    }

    private static string? FromBase64(string text)
    {
        var standard = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        standard = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var bytes = new byte[standard.Length];
        return Convert.TryFromBase64String(standard, bytes, out var written) ? AsText(bytes[..written]) : null;
    }

    private static string? AsText(byte[] bytes)
    {
        if (bytes is [0x1F, 0x8B, ..])
        {
            try
            {
                using var output = new MemoryStream();
                using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
                packed.CopyTo(output);
                bytes = output.ToArray();
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }

        if (bytes.Length >= 8 && bytes.Where((value, index) => index % 2 == 1 && value == 0).Count() > bytes.Length / 3)
        {
            return Encoding.Unicode.GetString(bytes);
        }

        var text = Encoding.UTF8.GetString(bytes);
        var readable = text.Count(character => !char.IsControl(character) && character != '\uFFFD' || character is '\r' or '\n' or '\t');
        return text.Length > 0 && readable > text.Length * 0.9 ? text : null;
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.None, Timeout)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\)\s*Tj\s*\(", RegexOptions.None, Timeout)]
    private static partial Regex PdfStrings();

    [GeneratedRegex(@"\n<\w+> ?", RegexOptions.None, Timeout)]
    private static partial Regex Speakers();

    [GeneratedRegex(@"[A-Za-z0-9+/_\-]{16,}={0,2}", RegexOptions.None, Timeout)]
    private static partial Regex Base64();

    [GeneratedRegex("(?<![0-9A-Za-z])(?:(?:[0-9a-fA-F]{2}){12,}|(?:[0-9a-fA-F]{2}[ :]){8,}[0-9a-fA-F]{2})(?![0-9A-Za-z])", RegexOptions.None, Timeout)]
    private static partial Regex Hex();

    [GeneratedRegex(@"\\(?:u(?<wide>[0-9a-fA-F]{4})|x(?<narrow>[0-9a-fA-F]{2}))", RegexOptions.None, Timeout)]
    private static partial Regex Units();

    [GeneratedRegex("""\\(?<sign>["\\/\-.])""", RegexOptions.None, Timeout)]
    private static partial Regex EscapedSigns();

    [GeneratedRegex(@"=\r?\n", RegexOptions.None, Timeout)]
    private static partial Regex SoftBreaks();

    [GeneratedRegex("=(?<byte>[0-9A-F]{2})", RegexOptions.None, Timeout)]
    private static partial Regex QuotedBytes();
}
