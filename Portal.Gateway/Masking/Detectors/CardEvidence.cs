namespace Portal.Gateway.Masking.Detectors;

/// <summary>How much digits alone say for being a card number.</summary>
internal enum CardEvidence
{
    /// <summary>No network has such a number.</summary>
    None,

    /// <summary>A network has, but so has much else: only with card context.</summary>
    Weak,

    /// <summary>Network, length and check digit agree.</summary>
    Strong,
}
