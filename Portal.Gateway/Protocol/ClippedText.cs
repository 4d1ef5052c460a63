namespace Portal.Gateway.Protocol;

/// <summary>Cuts texts to what a column takes, never in the middle of a character.</summary>
internal static class ClippedText
{
    /// <summary>The text, or its beginning and an ellipsis; at most <paramref name="length"/> UTF-16 units in all.</summary>
    public static string Of(string text, int length) => text.Length <= length ? text : Start(text, length - 1) + "…";

    /// <summary>The beginning of the text; at most <paramref name="length"/> UTF-16 units.</summary>
    public static string Start(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
