namespace Portal.Gateway.Masking;

/// <summary>Kinds of value that are masked.</summary>
public static class MaskingKinds
{
    /// <summary>Primary account number: truncated to its first six and last four digits.</summary>
    public const string Pan = "pan";

    /// <summary>Card verification code (CVV, CVC, CID): replaced whole.</summary>
    public const string Cvv = "cvv";

    /// <summary>Magnetic stripe data and its chip equivalents: removed whole.</summary>
    public const string Track = "track";

    /// <summary>PIN and PIN block: removed whole.</summary>
    public const string Pin = "pin";

    /// <summary>Name of the built-in policy that covers every server.</summary>
    public const string BuiltInRule = "cardholder data";

    /// <summary>Its version: raised whenever the product masks more or less.</summary>
    public const int BuiltInVersion = 1;

    /// <summary>Name of a kind.</summary>
    /// <param name="kind">The kind.</param>
    internal static string NameOf(MaskingKind kind) =>
        kind switch
        {
            MaskingKind.Pan => Pan,
            MaskingKind.Cvv => Cvv,
            MaskingKind.Track => Track,
            MaskingKind.Pin => Pin,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No built-in kind of value."),
        };
}
