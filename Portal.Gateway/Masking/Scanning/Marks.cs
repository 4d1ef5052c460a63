using System.Numerics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Looks at signs with which other ways of writing text inside text begin, where they could hide digits or a name; see
/// <see cref="Views"/>.
/// </summary>
internal static class Marks
{
    private const int LongestReference = 18;
    private const int LongestTag = 96;
    private const int MostSigns = 20;
    private const int MostTags = 4;

    /// <summary>Returns what some marks may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="places">Where the signs stand.</param>
    /// <param name="chains">Looks at digits around tags.</param>
    public static Findings Look(ReadOnlySpan<byte> text, int position, ulong places, ref NumberChains chains)
    {
        var findings = Findings.None;
        for (; places != 0; places &= places - 1)
        {
            var at = position + BitOperations.TrailingZeroCount(places);
            if (text[at] == '<')
            {
                findings |= IsBetweenDigits(text, at) ? chains.LookAround(text, at) : Findings.None;
            }
            else if (IsEscape(text, at))
            {
                findings |= Findings.Markup;
            }
        }

        return findings;
    }

    /// <summary>Returns the length of a tag that a text begins with; 0 where none does.</summary>
    public static int TagLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || !(char.IsAsciiLetter((char)text[1]) || text[1] is (byte)'/' or (byte)'!') || text[2] == '[')
        {
            return 0;
        }

        var end = text[1..Math.Min(text.Length, LongestTag)].IndexOfAny("><\n"u8);
        return end > 0 && text[end + 1] == '>' ? end + 2 : 0;
    }

    private static bool IsEscape(ReadOnlySpan<byte> text, int at) =>
        text[at] switch
        {
            (byte)'%' => IsPercent(text, at),
            (byte)'&' => IsReference(text, at),
            _ => IsQuoted(text, at),
        };

    // Digits, or signs and digits, on both sides of one tag or several.
    private static bool IsBetweenDigits(ReadOnlySpan<byte> text, int at)
    {
        var tag = TagLength(text[at..]);
        if (tag == 0)
        {
            return false;
        }

        var behind = at;
        for (
            var tags = 0;
            behind < text.Length && !IsDigit(text, behind) && ByteClasses.IsChained(text[behind]) && tags <= MostTags;

        )
        {
            tags += text[behind] == '<' ? 1 : 0;
            behind += Math.Max(1, text[behind] == '<' ? TagLength(text[behind..]) : 1);
        }

        return IsDigit(text, behind) && IsBesideDigit(text, at, at);
    }

    // What is a letter, a digit, or white space or a dash between words, or begins a character or another escape; others beside digits.
    private static bool IsPercent(ReadOnlySpan<byte> text, int at)
    {
        var value = HexAt(text, at + 1);
        return value > 0
            && (
                value >= 0xC2
                || char.IsAsciiLetterOrDigit((char)value)
                || " \n\t\r-._/%&\\".Contains((char)value)
                || (char.IsAsciiLetter((char)text[at + 2]) && at + 3 < text.Length && char.IsAsciiLetter((char)text[at + 3]))
                || IsBesideDigit(text, at, at + 3)
                || IsAt(text, at + 3, '%')
                || IsAt(text, at - 3, '%')
            );
    }

    // &#52; &nbsp;, and those that programs write for signs of their own, only beside digits or for the mark of another.
    private static bool IsReference(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[(at + 1)..Math.Min(text.Length, at + LongestReference)];
        if (
            rest.Length < 3
            || !(rest[0] == '#' || char.IsAsciiLetter((char)rest[0]))
            || rest.IndexOf((byte)';') is not (> 1 and var end)
        )
        {
            return false;
        }

        var name = rest[..end];
        var isSign =
            name.SequenceEqual("lt"u8)
            || name.SequenceEqual("gt"u8)
            || name.SequenceEqual("quot"u8)
            || name.SequenceEqual("apos"u8);
        if (name.SequenceEqual("amp"u8))
        {
            var behind = text[(at + end + 2)..Math.Min(text.Length, at + end + LongestReference)];
            isSign = behind.IndexOf((byte)';') < 0;
        }

        return name[0] == '#'
            ? name.Length > 1
            : !name[1..].ContainsAnyExcept(LettersAndDigits) && (!isSign || IsBesideDigit(text, at, at + end + 2));
    }

    // Quoted-printable: a soft line break within a word or number; two in a row, as beyond ASCII; behind a digit or a letter of Latin.
    private static bool IsQuoted(ReadOnlySpan<byte> text, int at)
    {
        if (IsAt(text, at + 1, '\n') || IsAt(text, at + 1, '\r'))
        {
            var next = at + 1 + (text[(at + 1)..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1);
            return at > 0 && next < text.Length && IsWord(text[at - 1]) && IsWord(text[next]);
        }

        var value = HexAt(text, at + 1);
        return value >= 0
            && (
                IsAt(text, at + 3, '=')
                || IsAt(text, at - 3, '=')
                || value == '='
                || IsDigit(text, at - 1)
                || (value >= 0xC0 && at > 0 && char.IsAsciiLetter((char)text[at - 1]))
            );
    }

    private static readonly System.Buffers.SearchValues<byte> LettersAndDigits = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8
    );

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == '=';

    // With signs between them at most.
    private static bool IsBesideDigit(ReadOnlySpan<byte> text, int start, int end)
    {
        var (before, behind) = (start - 1, end);
        while (before >= 0 && start - before < MostSigns && !IsDigit(text, before) && ByteClasses.IsChained(text[before]))
        {
            before--;
        }

        while (behind < text.Length && behind - end < MostSigns && !IsDigit(text, behind) && ByteClasses.IsChained(text[behind]))
        {
            behind++;
        }

        return IsDigit(text, before) || IsDigit(text, behind);
    }

    private static bool IsDigit(ReadOnlySpan<byte> text, int at) =>
        at >= 0 && at < text.Length && char.IsAsciiDigit((char)text[at]);

    private static bool IsAt(ReadOnlySpan<byte> text, int at, char sign) => at >= 0 && at < text.Length && text[at] == sign;

    private static int HexAt(ReadOnlySpan<byte> text, int at) =>
        at + 1 < text.Length && char.IsAsciiHexDigit((char)text[at]) && char.IsAsciiHexDigit((char)text[at + 1])
            ? (Views.ByteEscape.Digit((char)text[at]) << 4) | Views.ByteEscape.Digit((char)text[at + 1])
            : -1;
}
