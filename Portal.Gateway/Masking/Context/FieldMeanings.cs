namespace Portal.Gateway.Masking.Context;

/// <summary>Asks names what they say.</summary>
internal static class FieldMeanings
{
    /// <summary>Whether any of some meanings is among a name's.</summary>
    public static bool HasAny(this FieldMeaning meaning, FieldMeaning any) => (meaning & any) != FieldMeaning.None;
}
