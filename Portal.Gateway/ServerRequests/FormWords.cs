using System.Globalization;
using System.Text;

namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Reads a text as the words that a person sees in it: names in camel case and with underscores taken apart, accents and
/// look-alikes taken off,
/// spaced letters joined.
/// </summary>
internal static class FormWords
{
    /// <summary>Characters of a text that are read; the rest is not.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Reads a text.</summary>
    public static List<string> Read(string text)
    {
        var plain = Plain(text.Length <= MaxLength ? text : text[..MaxLength]);
        var words = new List<string>();
        var word = new StringBuilder();
        for (var index = 0; index < plain.Length; index++)
        {
            var letter = plain[index];
            if (!char.IsLetterOrDigit(letter))
            {
                Add(words, word);
                continue;
            }

            if (word.Length > 0 && BeginsWord(plain, index))
            {
                Add(words, word);
            }

            word.Append(letter);
        }

        Add(words, word);
        return Join(words);
    }

    private static bool BeginsWord(string text, int index) =>
        char.IsUpper(text[index])
        && (
            char.IsLower(text[index - 1])
            || (char.IsUpper(text[index - 1]) && index + 1 < text.Length && char.IsLower(text[index + 1]))
        );

    private static void Add(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(Unmasked(word.ToString().ToLowerInvariant()));
            word.Clear();
        }
    }

    // "p a s s w o r d" is a word to whoever reads it.
    private static List<string> Join(List<string> words)
    {
        var joined = new List<string>(words.Count);
        for (var index = 0; index < words.Count; )
        {
            var end = index;
            while (end < words.Count && words[end].Length == 1 && char.IsLetter(words[end][0]))
            {
                end++;
            }

            if (end - index > 2)
            {
                joined.Add(string.Concat(words.GetRange(index, end - index)));
                index = end;
            }
            else
            {
                joined.Add(words[index++]);
            }
        }

        return joined;
    }

    private static string Plain(string text)
    {
        var output = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
            {
                continue;
            }

            output.Append(
                rune.Value switch
                {
                    'ł' => "l",
                    'Ł' => "L",
                    'ı' => "i",
                    'ø' => "o",
                    'đ' => "d",
                    'ß' => "ss",
                    '@' => "a",
                    '$' => "s",
                    _ => rune.ToString(),
                }
            );
        }

        return output.ToString();
    }

    // Lone surrogates and noncharacters cannot be normalised.
    private static string Whole(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Where(rune => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is (< 0xFDD0 or > 0xFDEF))
                .Select(rune => rune.ToString())
        );

    // Letters of other scripts, and digits, that stand for Latin ones within a Latin word.
    private static string Unmasked(string word) =>
        word.Length > 5 && word.Any(char.IsAsciiLetterLower) && !word.All(char.IsAsciiLetterLower)
            ? string.Create(word.Length, word, static (span, source) =>
            {
                for (var index = 0; index < span.Length; index++)
                {
                    span[index] = source[index] switch
                    {
                        '0' or 'о' or 'ο' => 'o',
                        '1' or 'і' or 'ι' => 'i',
                        '3' or 'е' or 'ε' => 'e',
                        '4' or 'а' or 'α' => 'a',
                        '5' or 'ѕ' => 's',
                        'р' or 'ρ' => 'p',
                        'с' => 'c',
                        'к' or 'κ' => 'k',
                        'у' or 'γ' => 'y',
                        var other => other,
                    };
                }
            })
            : word;
}
