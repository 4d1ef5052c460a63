namespace Portal.Gateway.Configuration;

/// <summary>How much must speak for a number before it is masked as a card number.</summary>
public enum MaskingSensitivity
{
    /// <summary>The default: measured to leak and to alter as little as can be had together.</summary>
    Balanced,

    /// <summary>Masks more: for data that is mostly about payments.</summary>
    Strict,

    /// <summary>Masks less: for data that is mostly about other things, with many long numbers.</summary>
    Precise,
}
