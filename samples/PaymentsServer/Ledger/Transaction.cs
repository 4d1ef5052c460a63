namespace PaymentsServer.Ledger;

/// <summary>One card payment. Money is in minor units (cents), as in ISO 8583.</summary>
internal sealed record Transaction
{
    /// <summary>Key, such as <c>TXN-000001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who paid.</summary>
    public required Customer Customer { get; init; }

    /// <summary>Who was paid.</summary>
    public required Merchant Merchant { get; init; }

    /// <summary>The card number as the till wrote it: plain, with spaces or with dashes.</summary>
    public required string CardNumber { get; init; }

    /// <summary>The verification code, which a till should never have kept; null on most.</summary>
    public string? Cvv { get; init; }

    /// <summary>Amount in minor units of <see cref="Currency"/>; above zero.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>Refunded so far, in minor units; at most <see cref="AmountMinor"/>.</summary>
    public long RefundedMinor { get; init; }

    /// <summary>ISO 4217 code; only currencies with two decimals occur.</summary>
    public required string Currency { get; init; }

    /// <summary>The merchant's own reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Where it stands.</summary>
    public required TransactionStatus Status { get; init; }

    /// <summary>What a clerk typed; sometimes holds card data in free text.</summary>
    public string? Note { get; init; }

    /// <summary>Amount in major units.</summary>
    public decimal Amount => AmountMinor / 100m;

    /// <summary>Refunded so far in major units.</summary>
    public decimal Refunded => RefundedMinor / 100m;
}
