namespace Portal.Gateway.Masking;

/// <summary>One replacement in a text: which bytes, what stands there instead, and why.</summary>
/// <param name="Start">First byte replaced.</param>
/// <param name="Length">Number of bytes replaced.</param>
/// <param name="Replacement">What stands there where a value is masked: ASCII that needs no escape in a JSON string. See <see cref="MaskingProfile.Render"/> for other actions.</param>
/// <param name="Kind">See <see cref="MaskingKinds"/>.</param>
/// <param name="Token">Where the JSON token begins that it is in.</param>
/// <param name="Path">JSONPath of that token.</param>
/// <param name="Count">How many values it replaces: more than one where an encoded text is replaced as a whole.</param>
/// <param name="Form">What the value is in its text.</param>
/// <param name="Card">The card number it replaces; none for other kinds.</param>
/// <param name="Cards">Card numbers within, where it replaces an encoded text as a whole or several values that overlap.</param>
internal readonly record struct Edit(int Start, int Length, byte[] Replacement, string Kind, int Token = 0, string? Path = null, int Count = 1,
    EditForm Form = EditForm.Text, CardNumber Card = default, CardNumber[]? Cards = null)
{
    /// <summary>First byte behind what is replaced.</summary>
    public int End => Start + Length;

    /// <summary>Adds every card number it replaces to a list.</summary>
    public void AddCards(List<CardNumber> cards)
    {
        if (!Card.IsNone)
        {
            cards.Add(Card);
        }

        if (Cards is not null)
        {
            cards.AddRange(Cards);
        }
    }
}
