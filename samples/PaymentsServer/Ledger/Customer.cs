namespace PaymentsServer.Ledger;

/// <summary>A cardholder who buys from the merchants of the ledger.</summary>
/// <param name="Id">Key, such as <c>CUS-0001</c>.</param>
/// <param name="Name">Full name as embossed on the card.</param>
/// <param name="Email">Address under a domain reserved for examples (RFC 2606).</param>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="Card">The card on file.</param>
internal sealed record Customer(string Id, string Name, string Email, string Country, PaymentCard Card);
