using Portal.Data.Keys;
using Portal.Data.Masking;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;

namespace Portal.Gateway.CardSearch;

/// <summary>
/// Turns whole card numbers into what the card index keeps: an HMAC-SHA-256 under a key that serves nothing else (PCI DSS
/// 3.5.1.1).
/// </summary>
public sealed class CardIndexer(KeyRegister keys)
{
    /// <summary>A row for each different card, under the active key.</summary>
    /// <param name="cards">The cards, as often as they were found.</param>
    /// <param name="most">Most rows; further cards get none.</param>
    internal IReadOnlyList<PendingCard> Index(IReadOnlyList<CardNumber> cards, int most = int.MaxValue)
    {
        if (cards.Count == 0)
        {
            return [];
        }

        var key = keys.Active(KeyPurpose.CardIndex);
        return cards.Count == 1
            ? [new PendingCard(Hash(cards[0], key), key.Version)]
            : [.. cards.Distinct().Take(most).Select(card => new PendingCard(Hash(card, key), key.Version))];
    }

    /// <summary>The hashes a card can have in the index: one under each key that has not been retired.</summary>
    internal IReadOnlyList<byte[]> HashesOf(CardNumber card) =>
        [.. keys.Usable(KeyPurpose.CardIndex).Select(key => Hash(card, key))];

    private static byte[] Hash(CardNumber card, UsableKey key)
    {
        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        var hash = new byte[UsableKey.HashLength];
        key.Hash(digits[..card.CopyTo(digits)], hash);
        digits.Clear();
        return hash;
    }
}
