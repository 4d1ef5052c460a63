namespace Portal.Gateway.Masking.Words;

/// <summary>Recognizes names of codes that are put together: <c>card_sec_val</c>, <c>verificationNo</c>, <c>SecurityDigits</c>.</summary>
internal static class ComposedCode
{
    /// <summary>Says how many words such a name has that begins at a word; 0 when none does.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">Where it may begin.</param>
    /// <param name="isName">A card's name may end without its second half: no running text.</param>
    /// <param name="senses">What it says: alone it may name anything's code.</param>
    /// <param name="needsCard">It is none unless the words speak of a card.</param>
    public static int LengthAt(in WordList words, int first, bool isName, out Senses senses, out bool needsCard)
    {
        senses = Senses.Code | Senses.Weak;
        needsCard = false;
        var end = first;
        var lastSecurity = WordUse.None;
        while (end < words.Count && Use(in words, end) is var use && (use & WordUse.Security) != WordUse.None)
        {
            needsCard |= (use & WordUse.Abbreviated) != WordUse.None;
            lastSecurity = use;
            end++;
        }

        var security = end - first;
        while (security > 0 && end < words.Count && (Use(in words, end) & WordUse.Number) != WordUse.None)
        {
            end++;
        }

        // "card_sec_val": the second is both.
        var hasNumber = end > first + security || (security > 1 && (lastSecurity & WordUse.Number) != WordUse.None);
        if (hasNumber)
        {
            return end - first;
        }

        // "Ecom_Payment_Card_Verification"
        var endsCard = isName && security > 0 && !needsCard && first > 0 && end == words.Count && WordTable.SensesOf(words[first - 1]).HasFlag(Senses.Card);
        needsCard |= endsCard;
        return endsCard ? security : 0;
    }

    private static WordUse Use(in WordList words, int word) => WordTable.TryFind(words[word], out var entry) ? entry.Use : WordUse.None;
}
