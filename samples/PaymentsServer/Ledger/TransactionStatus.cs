using System.Text.Json.Serialization;

namespace PaymentsServer.Ledger;

/// <summary>Where a card payment stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransactionStatus>))]
internal enum TransactionStatus
{
    /// <summary>Approved by the issuer, not yet settled.</summary>
    [JsonStringEnumMemberName("authorized")]
    Authorized,

    /// <summary>Settled; can be refunded or charged back.</summary>
    [JsonStringEnumMemberName("captured")]
    Captured,

    /// <summary>Refused by the issuer.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>Paid back in full.</summary>
    [JsonStringEnumMemberName("refunded")]
    Refunded,

    /// <summary>Taken back by the issuer for the cardholder.</summary>
    [JsonStringEnumMemberName("charged_back")]
    ChargedBack,
}
