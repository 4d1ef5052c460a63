namespace PaymentsServer.Ledger;

/// <summary>A shop that takes cards.</summary>
/// <param name="Id">Key, such as <c>MER-01</c>.</param>
/// <param name="Name">Trading name.</param>
/// <param name="CategoryCode">Merchant category code (ISO 18245).</param>
/// <param name="Currency">ISO 4217 code in which it settles.</param>
internal sealed record Merchant(string Id, string Name, string CategoryCode, string Currency);
