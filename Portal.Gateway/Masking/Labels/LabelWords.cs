using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Reads the words between a label and its value.</summary>
internal static class LabelWords
{
    // The longest that is known where words stand without spaces.
    private const int LongestUnspaced = 6;

    // A longer one is none, and is not read to its end.
    private const int Longest = 48;

    /// <summary>Length of the word at a position; 0 when there is none. Of words that stand without spaces the longest that is known, else one character.</summary>
    public static int LengthAt(ReadOnlySpan<char> characters, int position)
    {
        for (
            var length = Math.Min(LongestUnspaced, characters.Length - position);
            length > 1 && Folding.IsUnspaced(characters[position]);
            length--
        )
        {
            var word = characters.Slice(position, length);
            if (WordTable.ConnectorsOf(word) != Connectors.None || WordTable.SensesOf(word) != Senses.None)
            {
                return length;
            }
        }

        var end = position;
        while (
            end < characters.Length
            && end - position < Longest
            && char.IsLetter(characters[end])
            && (end == position || !Folding.IsUnspaced(characters[end]))
        )
        {
            end++;
            if (Folding.IsUnspaced(characters[end - 1]))
            {
                break;
            }
        }

        return end - position;
    }
}
