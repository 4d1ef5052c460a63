namespace Portal.Gateway.Masking.Words;

/// <summary>Asks names what they say.</summary>
internal static class SensesExtensions
{
    /// <summary>Whether any of some senses is among a name's.</summary>
    public static bool HasAny(this Senses senses, Senses any) => (senses & any) != Senses.None;

    /// <summary>Whether any of some kinds is among a word's.</summary>
    public static bool HasAny(this Connectors connectors, Connectors any) => (connectors & any) != Connectors.None;

    /// <summary>Returns what a name says in an address or of a device: there a PIN is none.</summary>
    public static Senses InPlace(this Senses senses) =>
        senses.HasAny(Senses.Pin) && !senses.HasAny(Senses.Card) ? senses & ~(Senses.Pin | Senses.Weak | Senses.Card) : senses;
}
