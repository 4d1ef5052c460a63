using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Words;

/// <summary>Says what a folded character is: a table, because every character of every text is asked for.</summary>
internal static class CharacterKinds
{
    private static readonly CharacterKind[] Kinds = Make();

    /// <summary>Returns what it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterKind Of(char character) => Kinds[character];

    private static CharacterKind[] Make()
    {
        var kinds = new CharacterKind[char.MaxValue + 1];
        for (var index = 0; index < kinds.Length; index++)
        {
            var character = (char)index;
            kinds[index] =
                char.IsAsciiDigit(character) ? CharacterKind.Digit
                : !char.IsLetterOrDigit(character) ? CharacterKind.Other
                : Folding.IsUnspaced(character) ? CharacterKind.Unspaced
                : CharacterKind.Letter;
        }

        return kinds;
    }
}
