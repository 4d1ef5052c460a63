using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Words;

/// <summary>Finds the words of scripts that are written without spaces: the longest at each character.</summary>
internal sealed class UnspacedWords
{
    // By the first character of such a word: the longest that begins with it.
    private readonly byte[] _longest = new byte[char.MaxValue + 1];

    /// <summary>Remembers those of some words.</summary>
    public UnspacedWords(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (Folding.IsUnspaced(word[0]))
            {
                _longest[word[0]] = (byte)Math.Max(_longest[word[0]], Math.Min(word.Length, byte.MaxValue));
            }
        }
    }

    /// <summary>Gets how long a word that begins with a character is at most; 0 when none does.</summary>
    public int LongestFrom(char first) => _longest[first];

    /// <summary>Finds the longest word that a text begins with.</summary>
    /// <returns>Its length; 0 when there is none.</returns>
    public int LengthOf(ReadOnlySpan<char> text, out WordEntry entry)
    {
        for (var length = Math.Min(_longest[text[0]], text.Length); length > 0; length--)
        {
            if (WordTable.TryFind(text[..length], out entry))
            {
                return length;
            }
        }

        entry = default;
        return 0;
    }
}
