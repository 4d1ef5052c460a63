using System.ComponentModel;

namespace PaymentsServer.Tools;

/// <summary>What <c>get_customer</c> returns.</summary>
internal sealed record CustomerView(
    string Id,
    string Name,
    string Email,
    [property: Description("ISO 3166-1 alpha-2.")] string Country,
    [property: Description("The card on file.")] CardView Card,
    [property: Description("How many transactions the customer has.")] int TransactionCount,
    [property: Description("The latest five transactions, newest first.")] IReadOnlyList<TransactionView> Latest
);
