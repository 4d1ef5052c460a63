using System.Runtime.CompilerServices;

namespace Portal.Gateway.Masking;

/// <summary>One replacement in a text: which bytes, what stands there instead, and why.</summary>
internal readonly record struct Edit
{
    // Apart, so that the whole takes forty-eight bytes: a message may have thousands.
    private readonly ulong _cardValue;
    private readonly byte _cardLength;

    /// <summary>A replacement of one value, or of an encoded text with several.</summary>
    /// <param name="start">First byte replaced.</param>
    /// <param name="length">Number of bytes replaced.</param>
    /// <param name="replacement">See <see cref="Replacement"/>.</param>
    /// <param name="kind">What is replaced.</param>
    /// <param name="token">Where the JSON token begins that it is in.</param>
    /// <param name="form">What the value is in its text.</param>
    /// <param name="card">The card number it replaces; none for other kinds.</param>
    /// <param name="detail">What is said of few edits; null where nothing is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Edit(
        int start,
        int length,
        byte[] replacement,
        MaskingKind kind,
        int token = 0,
        EditForm form = EditForm.Text,
        CardNumber card = default,
        EditDetail? detail = null
    )
    {
        Start = start;
        Length = length;
        Replacement = replacement;
        Kind = kind;
        Token = token;
        Form = form;
        _cardValue = card.Value;
        _cardLength = (byte)card.Length;
        Detail = detail;
    }

    /// <summary>Gets what stands there where a value is masked: ASCII that needs no escape in a JSON string. See <see cref="MaskingProfile.Render"/> for other actions.</summary>
    public byte[] Replacement { get; init; }

    /// <summary>Gets what is said of few edits; null where nothing is.</summary>
    public EditDetail? Detail { get; init; }

    /// <summary>The card number it replaces; none for other kinds.</summary>
    public CardNumber Card => new(_cardValue, _cardLength);

    /// <summary>First byte replaced.</summary>
    public int Start { get; init; }

    /// <summary>Number of bytes replaced.</summary>
    public int Length { get; init; }

    /// <summary>Where the JSON token begins that it is in.</summary>
    public int Token { get; init; }

    /// <summary>Gets what is replaced.</summary>
    public MaskingKind Kind { get; init; }

    /// <summary>Gets what the value is in its text.</summary>
    public EditForm Form { get; init; }

    /// <summary>Gets why it is replaced.</summary>
    public MaskingReasons Reasons { get; init; }

    /// <summary>First byte behind what is replaced.</summary>
    public int End => Start + Length;

    /// <summary>How many values it replaces.</summary>
    public int Count => Detail?.Count ?? 1;

    /// <summary>JSONPath of the token it is in, once assigned; see <see cref="JsonPath"/>.</summary>
    public string? Path => Detail?.Path;

    /// <summary>Adds every card number it replaces to a list.</summary>
    public void AddCards(List<CardNumber> cards)
    {
        if (!Card.IsNone)
        {
            cards.Add(Card);
        }

        if (Detail?.Cards is { } more)
        {
            cards.AddRange(more);
        }
    }
}
