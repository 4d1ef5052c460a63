namespace Portal.Gateway.Masking.Decisions;

/// <summary>Represents how much must speak for a card number before it is masked: moves the threshold; see <see cref="PanWeights"/>.</summary>
public enum Sensitivity : byte
{
    /// <summary>The default.</summary>
    Balanced,

    /// <summary>Masks more: for data that is mostly about payments.</summary>
    Strict,

    /// <summary>Masks less: for data that is mostly about other things.</summary>
    Precise,
}
