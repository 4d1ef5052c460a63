using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Portal.Gateway.Replies;

/// <summary>
/// Reads a body that is no message as the text a person would see: blanks and line ends as one blank each, what is not seen left
/// out. Masking comes after it, so that nothing unseen can stand between the digits of a card number.
/// </summary>
internal static partial class PlainText
{
    private const int LongestPart = 3;

    private static ReadOnlySpan<byte> PartsOfNumbers => "0123456789 -./_:\t\r\n"u8;

    /// <summary>Returns the text; null when the bytes are no UTF-8 text.</summary>
    /// <param name="bytes">The body, or its beginning.</param>
    /// <param name="isWhole">Whether it is all there: else its end may be half a character or half a card number, and is left
    /// out.</param>
    public static string? Read(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        for (var cut = 0; !isWhole && cut < LongestPart && !Utf8.IsValid(bytes); cut++)
        {
            bytes = bytes[..^1];
        }

        if (!Utf8.IsValid(bytes))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(isWhole ? bytes : bytes.TrimEnd(PartsOfNumbers));
        return text.AsSpan().IndexOfAnyInRange('\0', '\u0008') < 0
            ? Blanks().Replace(Unseen().Replace(text, ""), " ").Trim()
            : null;
    }

    [GeneratedRegex(@"[\p{Cf}\x0E-\x1F\x7F-\x84\x86-\x9F]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
