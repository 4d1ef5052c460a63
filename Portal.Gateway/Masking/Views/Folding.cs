using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Brings names to one form before they are compared: lower case, no diacritics, full-width letters and digits of any script as
/// ASCII.
/// </summary>
internal static class Folding
{
    private static readonly FrozenDictionary<char, char> Special = MakeSpecial();

    /// <summary>Folds one UTF-16 code unit. One stays one, so that places stay the same.</summary>
    public static char Fold(char value)
    {
        if (value < 128)
        {
            return value is >= 'A' and <= 'Z' ? (char)(value | 0x20) : value;
        }

        return Special.TryGetValue(value, out var folded) ? folded : char.ToLowerInvariant(value);
    }

    /// <summary>Says whether words of this character's script stand without spaces between them.</summary>
    public static bool IsUnspaced(char value) => value is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';

    private static FrozenDictionary<char, char> MakeSpecial()
    {
        var map = new Dictionary<char, char>
        {
            ['ł'] = 'l',
            ['Ł'] = 'l',
            ['ı'] = 'i',
            ['İ'] = 'i',
            ['ø'] = 'o',
            ['Ø'] = 'o',
            ['ß'] = 's',
            ['đ'] = 'd',
            ['Đ'] = 'd',
            ['ё'] = 'е',
            ['Ё'] = 'е',
        };
        AddPlainLetters(map, '\u00C0', '\u024F');
        AddPlainLetters(map, '\u1E00', '\u1EFF');
        for (var value = '\uFF01'; value <= '\uFF5E'; value++)
        {
            map.TryAdd(value, char.ToLowerInvariant((char)(value - 0xFEE0)));
        }

        for (var value = 128; value <= char.MaxValue; value++)
        {
            var character = (char)value;
            if (char.GetUnicodeCategory(character) == UnicodeCategory.DecimalDigitNumber)
            {
                map.TryAdd(character, (char)('0' + (int)char.GetNumericValue(character)));
            }
        }

        return map.ToFrozenDictionary();
    }

    private static void AddPlainLetters(Dictionary<char, char> map, char first, char last)
    {
        for (var value = first; value <= last; value++)
        {
            var plain = value.ToString().Normalize(NormalizationForm.FormD)[0];
            if (plain < 128)
            {
                map.TryAdd(value, char.ToLowerInvariant(plain));
            }
        }
    }
}
