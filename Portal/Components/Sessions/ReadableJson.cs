using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Components.Sessions;

/// <summary>Reads a stored text for a tree.</summary>
internal static partial class ReadableJson
{
    /// <summary>
    /// The JSON of a text; null where it is none, or holds a text that is no Unicode and so cannot be shown but raw.
    /// </summary>
    public static JsonElement? Parse(string? text)
    {
        try
        {
            return text is not { Length: > 0 } || (SurrogatePattern().IsMatch(text) && !IsUnicode(text))
                ? null
                : JsonElement.Parse(text);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // No JSON, or half a surrogate pair in the text itself.
            return null;
        }
    }

    // JSON may escape half a surrogate pair, and then has no string to give.
    private static bool IsUnicode(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true })
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\\u[dD][89a-fA-F]", RegexOptions.NonBacktracking)]
    private static partial Regex SurrogatePattern();
}
