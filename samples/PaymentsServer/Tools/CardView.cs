using System.ComponentModel;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>A card on file as tools show it.</summary>
internal sealed record CardView(
    string CustomerId,
    [property: Description("Name on the card.")] string Holder,
    [property: Description("Full card number, digits only.")] string CardNumber,
    [property: Description("Card scheme, such as visa.")] string Brand,
    [property: Description("MM/YY.")] string Expiry,
    [property: Description("Verification code.")] string Cvv
)
{
    /// <summary>The card of <paramref name="customer"/>.</summary>
    public static CardView From(Customer customer) =>
        new(customer.Id, customer.Name, customer.Card.Number, customer.Card.Brand, customer.Card.Expiry, customer.Card.Cvv);
}
