namespace Portal.Gateway.Masking.Words;

/// <summary>All that the engine asks of a name. A single number, so that it is handed over in a register.</summary>
internal readonly record struct KnownName
{
    private const int TraitsShift = 32;
    private const ulong SensesBits = uint.MaxValue;

    private readonly ulong _bits;

    /// <summary>Puts together what is known.</summary>
    /// <param name="senses">What it says about its value.</param>
    /// <param name="traits">What it is besides.</param>
    public KnownName(Senses senses, NameTraits traits) => _bits = (ulong)senses | ((ulong)traits << TraitsShift);

    /// <summary>Gets what it says about its value.</summary>
    public Senses Senses => (Senses)(_bits & SensesBits);

    /// <summary>Gets what it is besides.</summary>
    public NameTraits Traits => (NameTraits)(_bits >> TraitsShift);

    /// <summary>Whether it is any of some.</summary>
    public bool Is(NameTraits any) => (Traits & any) != NameTraits.None;
}
