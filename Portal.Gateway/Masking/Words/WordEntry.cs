namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what the table knows about a word or phrase.</summary>
/// <param name="Senses">What it says wherever it stands.</param>
/// <param name="Alone">What it says besides when it is a whole name.</param>
/// <param name="Connectors">What it says between a label and a value.</param>
/// <param name="Use">How it is used.</param>
internal readonly record struct WordEntry(Senses Senses, Senses Alone, Connectors Connectors, WordUse Use)
{
    /// <summary>Gets what it says as a whole name.</summary>
    public Senses Whole => Is(WordUse.NotAlone) ? Senses.None : Senses | Alone;

    /// <summary>Gets what it says in running text.</summary>
    public Senses InText => Is(WordUse.NamesOnly) ? Senses.None : Senses & ~Senses.Value;

    /// <summary>Whether it leads from a label to a value and is nothing else.</summary>
    public bool IsOnlyConnector => Connectors != Connectors.None && Senses == Senses.None && Alone == Senses.None && Use is WordUse.None or WordUse.OneWord;

    /// <summary>Whether it is used in any of some ways.</summary>
    public bool Is(WordUse any) => (Use & any) != WordUse.None;
}
