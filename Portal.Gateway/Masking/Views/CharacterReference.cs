using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>Reads character references of HTML and XML: <c>&amp;#52;</c>, <c>&amp;#x34;</c>, <c>&amp;nbsp;</c>.</summary>
internal static class CharacterReference
{
    /// <summary>Most characters of one, ampersand and semicolon counted.</summary>
    public const int Longest = 18;

    // Signs, spaces and marks that may stand in or beside a number. Letters with diacritics are named by rule.
    private const string Signs =
        "amp& lt< gt> quot\" apos' nbsp\u00A0 ensp\u2002 emsp\u2003 emsp13\u2004 emsp14\u2005 numsp\u2007 puncsp\u2008 "
        + "thinsp\u2009 hairsp\u200A mediumspace\u205F tab\t newline\n shy\u00AD zwnj\u200C zwj\u200D lrm\u200E rlm\u200F "
        + "zerowidthspace\u200B nobreak\u2060 hyphen- dash- ndash- mdash- horbar- minus- middot. centerdot. bull. bullet. "
        + "period. sol/ frasl/ bsol\\ lowbar_ underbar_ colon: equals= semi; comma, num# percnt% plus+ ast* vert| excl! quest? "
        + "commat@ dollar$ lpar( rpar) lsqb[ rsqb] lbrack[ rbrack] lcub{ rcub} sup1\u00B9 sup2\u00B2 sup3\u00B3 "
        + "szligß oeligo aeliga lstrokł inodotı rsquo' lsquo' rdquo\" ldquo\" laquo« raquo»";

    private static readonly FrozenDictionary<string, char> Named = MakeNamed();

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Names = Named.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>Reads the reference that the semicolon at the end of a text completes.</summary>
    public static Escape Read(ReadOnlySpan<char> text)
    {
        var tail = text[Math.Max(0, text.Length - Longest)..];
        var begin = tail.LastIndexOf('&');
        if (begin < 0 || tail.Length - begin < 4)
        {
            return default;
        }

        var name = tail[(begin + 1)..^1];
        var value =
            name[0] == '#' ? NumberOf(name[1..])
            : Names.TryGetValue(name, out var sign) ? sign
            : LetterOf(name);
        return value > 0 ? new(tail.Length - begin, value) : default;
    }

    private static int NumberOf(ReadOnlySpan<char> digits)
    {
        var isRead = digits is ['x', .. var hexadecimal]
            ? int.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

        // HTML reads these two as the dashes of Windows-1252.
        return !isRead || !Rune.IsValid(value) ? -1
            : value is 0x96 or 0x97 ? '-'
            : value;
    }

    // A view has letters without their diacritics anyway.
    private static int LetterOf(ReadOnlySpan<char> name) =>
        name[1..]
            is "uml"
                or "acute"
                or "grave"
                or "circ"
                or "tilde"
                or "cedil"
                or "ring"
                or "caron"
                or "slash"
                or "ogon"
                or "breve"
                or "dot"
                or "macr"
            ? name[0]
            : -1;

    private static FrozenDictionary<string, char> MakeNamed() =>
        Signs.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenDictionary(entry => entry[..^1], entry => entry[^1]);
}
