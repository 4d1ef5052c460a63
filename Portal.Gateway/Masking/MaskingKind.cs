namespace Portal.Gateway.Masking;

/// <summary>Kinds of value that the engine knows; see <see cref="MaskingKinds"/> for their names.</summary>
internal enum MaskingKind : byte
{
    /// <summary>Primary account number.</summary>
    Pan,

    /// <summary>Card verification code.</summary>
    Cvv,

    /// <summary>Magnetic stripe data and its chip equivalents.</summary>
    Track,

    /// <summary>PIN and PIN block.</summary>
    Pin,
}
