namespace Portal.Gateway.CardSearch;

/// <summary>Whether a card search was made.</summary>
public enum CardLookupOutcome
{
    /// <summary>It was made, whatever it found.</summary>
    Searched,

    /// <summary>Means what was given is not 12 to 19 digits.</summary>
    NotACardNumber,

    /// <summary>It could not be recorded, so it was not made.</summary>
    Unrecorded,
}
