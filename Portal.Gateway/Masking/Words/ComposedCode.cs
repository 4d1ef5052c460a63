namespace Portal.Gateway.Masking.Words;

/// <summary>Recognizes names of codes that are put together: <c>card_sec_val</c>, <c>verificationNo</c>, <c>SecurityDigits</c>.</summary>
internal static class ComposedCode
{
    /// <summary>Says how many words such a name has that begins at a word; 0 when none does.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">Where it may begin.</param>
    /// <param name="senses">What it says: alone it may name anything's code.</param>
    /// <param name="needsCard">It is none unless the words speak of a card.</param>
    public static int LengthAt(in WordList words, int first, out Senses senses, out bool needsCard)
    {
        senses = Senses.Code | Senses.Weak;
        needsCard = false;
        var numbers = first;
        while (numbers < words.Count && WordTable.TryFind(words[numbers], out var entry) && entry.Is(WordUse.Security))
        {
            needsCard |= entry.Is(WordUse.Abbreviated);
            numbers++;
        }

        var end = numbers;
        while (numbers > first && end < words.Count && WordTable.TryFind(words[end], out var entry) && entry.Is(WordUse.Number))
        {
            end++;
        }

        return end > numbers ? end - first : 0;
    }
}
