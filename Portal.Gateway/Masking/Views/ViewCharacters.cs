using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>Maps characters to those of a view: folded letters, plain digits, one sign for each kind of separator.</summary>
internal static class ViewCharacters
{
    /// <summary>Stands for an invisible character, which a view leaves out.</summary>
    public const char Removed = '\uFFFF';

    // 128 KiB: a look-up a character is what lets Chinese text pass at the speed of its decoding.
    private static readonly char[] Table = MakeTable();

    /// <summary>Maps a character.</summary>
    public static char Of(Rune rune) => rune.IsBmp ? Table[rune.Value] : OfAny(rune);

    /// <summary>Says whether a character was an upper case letter.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="mapped">The character of the view; it differs from every upper case letter.</param>
    public static bool IsUpper(Rune rune, char mapped) => rune.Value != mapped && rune.IsBmp && char.IsUpper((char)rune.Value);

    private static char[] MakeTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = Rune.TryCreate(value, out var rune) ? OfAny(rune) : '\uFFFD';
        }

        // A noncharacter, and the mark of removed ones here.
        table[Removed] = '\uFFFD';
        return table;
    }

    private static char OfAny(Rune rune)
    {
        var point = CodePoints.Of(rune);
        return point.Kind switch
        {
            CodePointKind.Digit => (char)('0' + point.Digit),
            CodePointKind.Ignorable => Removed,
            CodePointKind.Space => ' ',
            CodePointKind.Tab => '\t',
            CodePointKind.Newline => '\n',
            CodePointKind.Dash => '-',
            CodePointKind.Dot => '.',
            CodePointKind.Slash => '/',
            CodePointKind.Underscore => '_',
            CodePointKind.Colon => ':',
            _ => rune.IsBmp ? Folding.Fold((char)rune.Value) : '\uFFFD',
        };
    }
}
