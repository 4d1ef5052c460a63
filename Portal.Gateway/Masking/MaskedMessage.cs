namespace Portal.Gateway.Masking;

/// <summary>A message after masking.</summary>
/// <param name="Json">Its bytes; the very same memory when nothing was masked.</param>
/// <param name="Hits">What was masked where.</param>
/// <param name="KeepsCardData">Whether an identifier of the protocol was kept that looks like card data, so that the record needs more masking.</param>
/// <param name="Cards">The card numbers that were replaced, each as often as it stood there; for the card index only.</param>
/// <param name="IsBlocked">Whether a rule wants the message withheld: one of its <paramref name="Hits"/> has <see cref="MaskingAction.Block"/>.</param>
public readonly record struct MaskedMessage(
    ReadOnlyMemory<byte> Json,
    IReadOnlyList<MaskingHit> Hits,
    bool KeepsCardData,
    IReadOnlyList<CardNumber> Cards,
    bool IsBlocked
)
{
    /// <summary>A message in which nothing was masked.</summary>
    public static MaskedMessage Untouched(ReadOnlyMemory<byte> json, bool keepsCardData = false) =>
        new(json, [], keepsCardData, [], IsBlocked: false);

    /// <summary>Card numbers that an exception let pass to the caller: each place, with the exception's name and version. Not for the record, which is masked all the same.</summary>
    public IReadOnlyList<MaskingHit> Released { get; init; } = [];

    /// <summary>The policy that wants the message withheld; null when none does.</summary>
    public string? BlockedBy => IsBlocked ? Hits.FirstOrDefault(hit => hit.Action == MaskingAction.Block)?.Rule : null;

    /// <summary>How many values were masked.</summary>
    public int Count =>
        Hits is MaskedPlaces places ? places.Total
        : Hits.Count == 0 ? 0
        : Hits.Sum(hit => hit.Count);
}
