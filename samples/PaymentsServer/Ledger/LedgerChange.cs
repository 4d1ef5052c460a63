using System.Diagnostics.CodeAnalysis;

namespace PaymentsServer.Ledger;

/// <summary>What came of a change to the ledger: the transaction after it and a reference, or why it was refused.</summary>
/// <param name="Transaction">The transaction after the change; null when refused.</param>
/// <param name="Reference">The refund's or chargeback's own key; null when refused.</param>
/// <param name="Refusal">A sentence for the caller; null when the change was made.</param>
internal sealed record LedgerChange(Transaction? Transaction, string? Reference, string? Refusal)
{
    /// <summary>Whether the change was made.</summary>
    [MemberNotNullWhen(true, nameof(Transaction), nameof(Reference))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>The change was made.</summary>
    public static LedgerChange Done(Transaction transaction, string reference) => new(transaction, reference, Refusal: null);

    /// <summary>The change was not made, because of <paramref name="refusal"/>.</summary>
    public static LedgerChange Refused(string refusal) => new(Transaction: null, Reference: null, refusal);
}
