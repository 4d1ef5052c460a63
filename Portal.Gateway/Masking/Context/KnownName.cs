namespace Portal.Gateway.Masking.Context;

/// <summary>All that the engine asks of a name. A single number, so that it is handed over in a register.</summary>
internal readonly record struct KnownName
{
    private const int TraitsShift = 16;
    private const uint MeaningBits = (1 << TraitsShift) - 1;

    private readonly uint _bits;

    /// <summary>Puts together what is known.</summary>
    /// <param name="meaning">What it says about its value.</param>
    /// <param name="traits">What it is besides.</param>
    public KnownName(FieldMeaning meaning, NameTraits traits) => _bits = (uint)meaning | ((uint)traits << TraitsShift);

    /// <summary>Gets what it says about its value.</summary>
    public FieldMeaning Meaning => (FieldMeaning)(_bits & MeaningBits);

    /// <summary>Gets what it is besides.</summary>
    public NameTraits Traits => (NameTraits)(_bits >> TraitsShift);

    /// <summary>Whether it is any of some.</summary>
    public bool Is(NameTraits any) => (Traits & any) != NameTraits.None;
}
