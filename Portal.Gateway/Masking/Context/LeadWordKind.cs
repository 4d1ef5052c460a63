namespace Portal.Gateway.Masking.Context;

/// <summary>Represents what a word between a label and its value says; see <see cref="LeadWords"/>.</summary>
internal enum LeadWordKind
{
    /// <summary>It does not lead to a value.</summary>
    None,

    /// <summary>Means what follows is about the value, not the value.</summary>
    About,

    /// <summary>See <see cref="Vocabulary.Fillers"/>.</summary>
    Filler,

    /// <summary>See <see cref="LeadWords.Copulas"/>.</summary>
    Copula,

    /// <summary>See <see cref="LeadWords.Prepositions"/>.</summary>
    Preposition,

    /// <summary>See <see cref="LeadWords.Places"/>.</summary>
    Place,

    /// <summary>See <see cref="LeadWords.Owners"/>.</summary>
    Owner,

    /// <summary>See <see cref="LeadWords.Endings"/>.</summary>
    Ending,

    /// <summary>A card, or another label.</summary>
    Card,

    /// <summary>See <see cref="LeadWords.Others"/>.</summary>
    Other,
}
