using System.Net;
using System.Text;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Character references of HTML and XML: <c>&amp;#52;</c>, <c>&amp;nbsp;</c>.</summary>
internal static class CharacterReferences
{
    private const int Longest = 18;

    /// <summary>Adds the character of a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where an ampersand stands.</param>
    /// <param name="decoded">Receives the character.</param>
    /// <returns>How long the reference is; 0 where none stands.</returns>
    public static int Decode(ReadOnlySpan<byte> text, int position, ref DecodedText decoded)
    {
        var window = text[position..Math.Min(text.Length, position + Longest)];
        var end = window.IndexOf((byte)';');
        if (end < 2)
        {
            return 0;
        }

        Span<char> reference = stackalloc char[Longest];
        var length = Encoding.Latin1.GetChars(window[..(end + 1)], reference);
        var value = SignNamed(reference[1..(length - 1)]) is { } sign ? sign : WebUtility.HtmlDecode(new string(reference[..length]));
        if (value.Length == 0 || value[0] == '&' && value.Length > 1)
        {
            return 0;
        }

        // Two units come from at least seven bytes, so there is room for four.
        Rune.DecodeFromUtf16(value, out var rune, out _);
        decoded.Add(rune, position, position + end + 1);
        return end + 1;
    }

    // Names of HTML 5 that the platform's decoder, which knows HTML 4, leaves out and that may stand between digits.
    private static string? SignNamed(ReadOnlySpan<char> name) => name switch
    {
        "hyphen" or "dash" or "horbar" => "-",
        "sol" => "/",
        "period" => ".",
        "lowbar" => "_",
        "colon" => ":",
        "numsp" or "puncsp" or "hairsp" or "emsp13" or "emsp14" or "Tab" or "NewLine" => " ",
        "NoBreak" or "ZeroWidthSpace" => "\u2060",
        _ => null,
    };
}
