using System.Text;

namespace Portal.Gateway.Protocol;

/// <summary>
/// Values of headers that mirror a message: as they are, or in Base64 where a header could not hold them (MCP 2026-07-28,
/// Streamable HTTP, Value Encoding).
/// </summary>
internal static class McpHeaderText
{
    private const string Prefix = "=?base64?";
    private const string Suffix = "?=";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value behind a header's text; null when its Base64 or UTF-8 is broken.</summary>
    public static string? Decode(string header)
    {
        if (!IsEncoded(header))
        {
            return header;
        }

        try
        {
            return Strict.GetString(Convert.FromBase64String(header[Prefix.Length..^Suffix.Length]));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A header's text for a value.</summary>
    public static string Encode(string value) =>
        value.Length > 0 && value.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && !IsEncoded(value)
            ? value
            : $"{Prefix}{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}{Suffix}";

    private static bool IsEncoded(string header) =>
        header.StartsWith(Prefix, StringComparison.Ordinal) && header.EndsWith(Suffix, StringComparison.Ordinal);
}
