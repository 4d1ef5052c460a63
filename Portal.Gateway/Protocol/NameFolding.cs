using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Gateway.Protocol;

/// <summary>
/// Brings names that a server may take for one another to one form: NFKC_Casefold of the Unicode Standard (section 3.13), that is
/// case folding, compatibility normalisation and no invisible characters, and beyond it no blanks around the name and one letter
/// i, whatever its dot. Names that merely look alike stay apart.
/// </summary>
internal static class NameFolding
{
    // Two passes settle every name; more are no reason to go on for ever.
    private const int MaxPasses = 8;

    // Of ASCII all that is seen, but for the capitals.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    /// <summary>The one form of a name; the name itself, without a copy, where it is plain ASCII in lower case.</summary>
    public static string Fold(string name) =>
        IsPlain(name) && name is not ([' ', ..] or [.., ' ']) ? name : FoldSlowly(name).Trim();

    /// <summary>The same for a part of a name, whose blanks may stand in the middle of the whole.</summary>
    public static string FoldPart(string part) => IsPlain(part) ? part : FoldSlowly(part);

    private static bool IsPlain(string name) => !name.AsSpan().ContainsAnyExcept(Plain);

    private static string FoldSlowly(string name)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var folded = FoldOnce(name);
            if (string.Equals(folded, name, StringComparison.Ordinal))
            {
                break;
            }

            name = folded;
        }

        return name;
    }

    // Decomposed, so that letters with marks have their case folded too. Upper case first: the final sigma and others have a
    // lower case of their own.
    private static string FoldOnce(string name)
    {
        var cased = Normalized(WellFormed(name), NormalizationForm.FormKD).ToUpperInvariant().ToLowerInvariant();
        var folded = new StringBuilder(cased.Length);
        foreach (var rune in cased.EnumerateRunes())
        {
            if (rune.Value == 0x0307 && folded is [.., 'i'])
            {
                // The dot of a Turkish capital I.
                continue;
            }

            _ = rune.Value switch
            {
                0x0131 => folded.Append('i'),
                0x00DF => folded.Append("ss"),
                _ when IsInvisible(rune) => folded,
                _ => folded.Append(rune),
            };
        }

        return Normalized(folded.ToString(), NormalizationForm.FormKC);
    }

    // Normalisation throws on half a surrogate pair and on noncharacters, which nobody sees either.
    private static string WellFormed(string name) =>
        Encoding
            .UTF8.GetString(Encoding.UTF8.GetBytes(name))
            .Replace("\uFFFE", "", StringComparison.Ordinal)
            .Replace("\uFFFF", "", StringComparison.Ordinal);

    private static string Normalized(string text, NormalizationForm form)
    {
        if (!Ascii.IsValid(text) && "\uFF41".Normalize(NormalizationForm.FormKC) != "a")
        {
            throw new InvalidOperationException(
                "Names beyond ASCII cannot be compared without ICU; install it and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT "
                    + "unset."
            );
        }

        return text.Normalize(form);
    }

    /// <summary>
    /// Whether nobody sees a character: Default_Ignorable_Code_Point (DerivedCoreProperties.txt), other format characters,
    /// control characters that are no blanks.
    /// </summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format => true,
            UnicodeCategory.Control => !Rune.IsWhiteSpace(rune),
            _ => rune.Value
                is 0x034F
                    or 0x3164
                    or 0xFFA0
                    or (>= 0x115F and <= 0x1160)
                    or (>= 0x17B4 and <= 0x17B5)
                    or (>= 0x180B and <= 0x180F)
                    or 0x2065
                    or (>= 0xFE00 and <= 0xFE0F)
                    or (>= 0xFFF0 and <= 0xFFF8)
                    or (>= 0xE0000 and <= 0xE0FFF),
        };
}
