using System.Buffers;

namespace Portal.Gateway.Masking;

/// <summary>
/// Pictures, sound and fonts in Base64, as the protocol sends them: whatever digits follow each other there are no text. What decodes to a text is still looked
/// into.
/// </summary>
internal static class MediaText
{
    private const int LeastLetters = 16;
    private const int LongestType = 64;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="u8
    );

    /// <summary>Whether a text may be bytes in Base64: nothing but its alphabet, with letters of both cases.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text)
    {
        if (text.Length < LeastLetters || text.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        var lower = 0;
        var upper = 0;
        foreach (var value in text)
        {
            lower += char.IsAsciiLetterLower((char)value) ? 1 : 0;
            upper += char.IsAsciiLetterUpper((char)value) ? 1 : 0;
        }

        return lower > 0 && upper > 0 && lower + upper >= LeastLetters;
    }

    /// <summary>Whether a member of an object says that another holds such bytes: <c>"mimeType":"image/png"</c>, <c>"type":"audio"</c>.</summary>
    /// <param name="json">A text that begins with the object.</param>
    public static bool IsSaidIn(ReadOnlySpan<byte> json)
    {
        var members = new JsonMembers(json);
        while (members.Read())
        {
            if (members.Name.SequenceEqual("type"u8) ? IsKind(members.Text) : IsTypeName(members.Name) && IsType(members.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a place of a text is the beginning of a data URI's bytes (RFC 2397): <c>data:image/png;base64,</c>.</summary>
    /// <param name="before">The text in front of the place.</param>
    public static bool IsSaidBefore(ReadOnlySpan<byte> before)
    {
        if (!before.EndsWith(";base64,"u8))
        {
            return false;
        }

        before = before[Math.Max(0, before.Length - LongestType)..];
        return before.LastIndexOf("data:"u8) is >= 0 and var scheme && IsType(before[(scheme + "data:".Length)..]);
    }

    private static bool IsTypeName(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("mimeType"u8)
        || name.SequenceEqual("mime_type"u8)
        || name.SequenceEqual("contentType"u8)
        || name.SequenceEqual("content_type"u8)
        || name.SequenceEqual("mediaType"u8)
        || name.SequenceEqual("media_type"u8);

    private static bool IsKind(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("image"u8) || text.SequenceEqual("audio"u8) || text.SequenceEqual("video"u8);

    private static bool IsType(ReadOnlySpan<byte> text) =>
        text.StartsWith("image/"u8) || text.StartsWith("audio/"u8) || text.StartsWith("video/"u8) || text.StartsWith("font/"u8);
}
