using System.Text;
using System.Text.Json;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>
/// Keeps the headers that mirror a message's parameters (<c>Mcp-Param-*</c>, MCP 2026-07-28) in step with a message that was
/// masked: a value that was replaced in the one is replaced in the other.
/// </summary>
internal static class MirroredHeaders
{
    /// <summary>Returns the headers with the values replaced.</summary>
    /// <param name="headers">Headers that reach the server.</param>
    /// <param name="before">The message as it was sent.</param>
    /// <param name="after">The message masked, which has the same shape.</param>
    public static BoundHeaders Replace(BoundHeaders headers, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (!headers.Items.Any(header => IsMirror(header.Name)))
        {
            return headers;
        }

        var changes = ChangesOf(before, after);
        return headers.Select(
            (name, value) =>
                !IsMirror(name) ? value
                : McpHeaderText.Decode(value) is not { } text ? ""
                : changes.TryGetValue(text, out var masked) ? McpHeaderText.Encode(masked)
                : value
        );
    }

    private static bool IsMirror(string name) => name.StartsWith(McpHeaders.ParameterPrefix, StringComparison.OrdinalIgnoreCase);

    // Masking changes values and names, never what there is: both texts have the same tokens one after the other.
    private static Dictionary<string, string> ChangesOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var options = new JsonReaderOptions { MaxDepth = JsonLimits.MaxReplyDepth };
        var old = new Utf8JsonReader(before, options);
        var now = new Utf8JsonReader(after, options);
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (old.Read() && now.Read())
        {
            if (old.TokenType is JsonTokenType.String or JsonTokenType.Number && !old.ValueSpan.SequenceEqual(now.ValueSpan))
            {
                changes[TextOf(ref old)] = TextOf(ref now);
            }
        }

        return changes;
    }

    private static string TextOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
}
