using System.ComponentModel;

namespace PaymentsServer.Tools;

/// <summary>What <c>search_cards</c> returns.</summary>
internal sealed record CardMatches(
    [property: Description("Cards found, by customer id; 50 at most.")] IReadOnlyList<CardView> Cards,
    [property: Description("How many match in all.")] int Total
);
