namespace Portal.Gateway.Masking;

/// <summary>A message after masking.</summary>
/// <param name="Json">Its bytes; the very same memory when nothing was masked.</param>
/// <param name="Hits">What was masked where.</param>
/// <param name="KeepsCardData">Whether an identifier of the protocol was kept that looks like card data, so that the record needs more masking.</param>
public readonly record struct MaskedMessage(ReadOnlyMemory<byte> Json, IReadOnlyList<MaskingHit> Hits, bool KeepsCardData = false)
{
    /// <summary>How many values were masked.</summary>
    public int Count => Hits.Count == 0 ? 0 : Hits.Sum(hit => hit.Count);
}
