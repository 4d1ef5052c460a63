namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what the table knows about a word or phrase.</summary>
/// <param name="Senses">What it says wherever it stands.</param>
/// <param name="Alone">What it says besides when it is a whole name.</param>
/// <param name="Connectors">What it says between a label and a value.</param>
/// <param name="Use">How it is used.</param>
internal readonly record struct WordEntry(Senses Senses, Senses Alone, Connectors Connectors, WordUse Use)
{
    private const Senses Data = Senses.Pan | Senses.Secret;

    /// <summary>Gets what it says as a whole name.</summary>
    public Senses Whole =>
        Is(WordUse.NotAlone) ? Senses.None : Alone | ((Alone & Data) == Senses.None ? Senses : Senses & ~Senses.Weak);

    /// <summary>Gets what it says in running text.</summary>
    public Senses InText => Is(WordUse.NamesOnly) ? Senses.None : Senses & ~Senses.Value;

    /// <summary>Gets whether it says something as part of a name, and be it that it says nothing.</summary>
    public bool IsPhrase => Senses != Senses.None || Is(WordUse.Nothing | WordUse.Either);

    /// <summary>Whether it is used in any of some ways.</summary>
    public bool Is(WordUse any) => (Use & any) != WordUse.None;
}
