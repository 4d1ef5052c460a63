namespace Portal.Gateway.SelfScan;

/// <summary>Where card data was found, never the value.</summary>
/// <param name="Kind">What it is: see <see cref="Masking.MaskingKinds"/>.</param>
/// <param name="Place">Table and column, or file.</param>
/// <param name="Values">How many different values.</param>
public sealed record ScanPlace(string Kind, string Place, int Values);
