namespace PaymentsServer.Ledger;

/// <summary>A test card: the number passes the Luhn check and belongs to nobody.</summary>
/// <param name="Number">Digits only.</param>
/// <param name="Brand">Scheme, such as <c>visa</c>.</param>
/// <param name="Expiry">Month and year, <c>MM/YY</c>.</param>
/// <param name="Cvv">Three digits, four for American Express.</param>
internal sealed record PaymentCard(string Number, string Brand, string Expiry, string Cvv)
{
    /// <summary>The digits a search may use, as they are printed on receipts.</summary>
    public string Last4 => Number[^4..];
}
