namespace Portal.Gateway.Masking.Splits;

/// <summary>Digits at a place of the JSON text that may be part of a number.</summary>
/// <param name="Place">Where the value stands that holds them.</param>
/// <param name="Start">First digit.</param>
/// <param name="Length">Bytes to the last digit.</param>
/// <param name="Digits">Number of digits.</param>
/// <param name="Kind">How they stand in the value.</param>
internal readonly record struct SplitPart(SplitPlace Place, int Start, int Length, int Digits, SplitKind Kind)
{
    /// <summary>Whether the part before stands in the same object or array, with no other text in between.</summary>
    public bool IsJoined { get; init; }
}
