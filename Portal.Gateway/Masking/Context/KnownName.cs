namespace Portal.Gateway.Masking.Context;

/// <summary>All that the engine asks of a name.</summary>
/// <param name="Meaning">What it says about its value.</param>
/// <param name="Traits">What it is besides.</param>
internal readonly record struct KnownName(FieldMeaning Meaning, NameTraits Traits)
{
    /// <summary>Whether it is any of some.</summary>
    public bool Is(NameTraits any) => (Traits & any) != NameTraits.None;
}
