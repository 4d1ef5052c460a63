namespace Portal.Gateway.Masking;

/// <summary>Represents what is said of few edits.</summary>
internal sealed record EditDetail
{
    /// <summary>How many values it replaces: more than one where an encoded text is replaced as a whole.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Card numbers within, where it replaces an encoded text as a whole or several values that overlap.</summary>
    public CardNumber[]? Cards { get; init; }

    /// <summary>JSONPath of the token it is in.</summary>
    public string? Path { get; init; }
}
