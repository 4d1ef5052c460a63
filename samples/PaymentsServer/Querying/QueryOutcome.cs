using System.Diagnostics.CodeAnalysis;

namespace PaymentsServer.Querying;

/// <summary>What came of a query: its rows, or why it was refused.</summary>
/// <param name="Result">The rows; null when refused.</param>
/// <param name="Refusal">A sentence for the caller; null when it ran.</param>
internal sealed record QueryOutcome(QueryResult? Result, string? Refusal)
{
    /// <summary>Whether the query ran.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool HasRun => Result is not null;
}
