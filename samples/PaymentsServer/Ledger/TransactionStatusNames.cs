namespace PaymentsServer.Ledger;

/// <summary>The names of <see cref="TransactionStatus"/> outside .NET: in JSON, in CSV and in SQL.</summary>
internal static class TransactionStatusNames
{
    /// <summary>The name on the wire, such as <c>charged_back</c>.</summary>
    public static string ToWireName(this TransactionStatus status) =>
        status switch
        {
            TransactionStatus.Authorized => "authorized",
            TransactionStatus.Captured => "captured",
            TransactionStatus.Declined => "declined",
            TransactionStatus.Refunded => "refunded",
            TransactionStatus.ChargedBack => "charged_back",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Add the new status to TransactionStatusNames."),
        };
}
