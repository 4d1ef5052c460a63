using System.Collections.Frozen;
using System.Text;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Holds names in scripts that have no form in ASCII: where a character begins one, detectors look.</summary>
internal static class NativeNames
{
    private static readonly FrozenSet<char> Labels = Beginnings(ScanWords.Of(Senses.Secret));
    private static readonly FrozenSet<char> CardNames = Beginnings([.. ScanWords.Of(Senses.Pan | Senses.Card), "\u30AB"]);

    /// <summary>Returns what a name that begins with a character may be.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="isBehindLetter">Whether it follows a letter directly.</param>
    public static Findings BeginningWith(Rune rune, bool isBehindLetter)
    {
        if (!rune.IsBmp)
        {
            return Findings.None;
        }

        var character = Folding.Fold((char)rune.Value);
        if (isBehindLetter && !Folding.IsUnspaced(character))
        {
            return Findings.None;
        }

        return (Labels.Contains(character) ? Findings.Label : Findings.None)
            | (CardNames.Contains(character) ? Findings.CardName : Findings.None);
    }

    private static FrozenSet<char> Beginnings(IEnumerable<string> phrases) =>
        phrases.Select(static phrase => phrase[0]).Where(static first => first >= 128).ToFrozenSet();
}
