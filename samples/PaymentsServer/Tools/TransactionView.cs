using System.ComponentModel;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>A transaction as tools show it.</summary>
internal sealed record TransactionView(
    [property: Description("Transaction id.")] string Id,
    [property: Description("UTC time.")] DateTimeOffset Time,
    string CustomerId,
    string CustomerName,
    string Email,
    string Merchant,
    [property: Description("Card number as the till wrote it: plain, with spaces or with dashes.")] string CardNumber,
    [property: Description("MM/YY.")] string Expiry,
    [property: Description("Amount in major units.")] decimal Amount,
    [property: Description("Refunded so far, in major units.")] decimal Refunded,
    [property: Description("ISO 4217.")] string Currency,
    string Reference,
    TransactionStatus Status,
    [property: Description("Verification code, where the till kept it.")] string? Cvv = null,
    string? Note = null
)
{
    /// <summary>The view of <paramref name="row"/>.</summary>
    public static TransactionView From(Transaction row) =>
        new(
            row.Id,
            row.Time,
            row.Customer.Id,
            row.Customer.Name,
            row.Customer.Email,
            row.Merchant.Name,
            row.CardNumber,
            row.Customer.Card.Expiry,
            row.Amount,
            row.Refunded,
            row.Currency,
            row.Reference,
            row.Status,
            row.Cvv,
            row.Note
        );

    /// <summary>One line for people.</summary>
    public string ToLine() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Id}  {Iso8601.Write(Time)}  {Amount:0.00} {Currency}  {Status.ToWireName()}  {CustomerName}  card {CardNumber} "
                + $"exp {Expiry}  {Merchant}  {Reference}"
        );
}
