using System.Buffers;
using System.Numerics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Looks at signs with which other ways of writing text inside text begin; see <see cref="Decoders.InlineDecoders"/>.</summary>
internal struct Marks
{
    private const int LongestReference = 12;
    private const int LongestTag = 512;
    private const int LongestGap = 24;

    private static readonly SearchValues<byte> GapSigns = SearchValues.Create(" \n\r-.Tjd0123456789"u8);

    private bool? _isPdf;

    /// <summary>Whether one of them begins something that is decoded.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="places">Where the signs stand.</param>
    public bool Look(ReadOnlySpan<byte> text, int position, ulong places)
    {
        for (; places != 0; places &= places - 1)
        {
            if (Begins(text, position + BitOperations.TrailingZeroCount(places)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Begins(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        (byte)'%' => IsHex(text, at + 1),
        (byte)'&' => IsReference(text[at..Math.Min(text.Length, at + LongestReference)]),
        (byte)'<' => IsTag(text[(at + 1)..Math.Min(text.Length, at + LongestTag)]),
        (byte)'=' => IsQuoted(text, at),
        (byte)')' => IsGap(text[(at + 1)..Math.Min(text.Length, at + 1 + LongestGap)]) && (_isPdf ??= text.IndexOf("Tj"u8) >= 0 || text.IndexOf("TJ"u8) >= 0),
        _ => false,
    };

    // &#52; &nbsp;
    private static bool IsReference(ReadOnlySpan<byte> rest) => rest.Length > 2 && (rest[1] == '#' || char.IsAsciiLetter((char)rest[1])) && rest.Contains((byte)';');

    private static bool IsTag(ReadOnlySpan<byte> rest) => rest.Length > 0 && (char.IsAsciiLetter((char)rest[0]) || rest[0] is (byte)'/' or (byte)'!' or (byte)'?')
        && rest.IndexOf((byte)'>') is >= 0 and var end && !rest[..end].Contains((byte)'<');

    // Quoted-printable: a soft line break; two in a row, as beyond ASCII; behind a digit. An equals sign of its own mostly is no more than that.
    private static bool IsQuoted(ReadOnlySpan<byte> text, int at) =>
        (at + 1 < text.Length && text[at + 1] is (byte)'\r' or (byte)'\n')
        || (IsHex(text, at + 1) && ((at + 3 < text.Length && text[at + 3] == '=') || (at > 0 && char.IsAsciiDigit((char)text[at - 1]))));

    // Between two strings of a PDF: ) Tj (
    private static bool IsGap(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept(GapSigns) is >= 0 and var end && rest[end] == '(';

    private static bool IsHex(ReadOnlySpan<byte> text, int at) => at + 1 < text.Length && char.IsAsciiHexDigit((char)text[at]) && char.IsAsciiHexDigit((char)text[at + 1]);
}
