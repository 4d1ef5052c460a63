namespace Portal.Gateway.Masking.Words;

/// <summary>Recognizes names of codes that are put together: <c>card_sec_val</c>, <c>verificationNo</c>.</summary>
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
        var last = WordUse.None;
        var numbers = first;
        for (; numbers < words.Count && Use(in words, numbers) is var use && (use & WordUse.Security) != WordUse.None; numbers++)
        {
            needsCard |= (use & WordUse.Abbreviated) != WordUse.None;
            last = use;
        }

        var security = numbers - first;
        if (security == 0)
        {
            return 0;
        }

        var end = NumbersEnd(in words, numbers);

        // In "card_sec_val" the second word is both halves.
        if (end > numbers || (security > 1 && (last & WordUse.Number) != WordUse.None))
        {
            return end - first;
        }

        // "Ecom_Payment_Card_Verification"
        var endsCard = isName && !needsCard && end == words.Count && SaysCard(in words, first - 1);
        needsCard |= endsCard;
        return endsCard ? security : 0;
    }

    private static int NumbersEnd(in WordList words, int first)
    {
        var end = first;
        while (end < words.Count && (Use(in words, end) & WordUse.Number) != WordUse.None)
        {
            end++;
        }

        return end;
    }

    private static bool SaysCard(in WordList words, int word) =>
        word >= 0 && WordTable.SensesOf(words[word]).HasFlag(Senses.Card);

    private static WordUse Use(in WordList words, int word) =>
        WordTable.TryFind(words[word], out var entry) ? entry.Use : WordUse.None;
}
