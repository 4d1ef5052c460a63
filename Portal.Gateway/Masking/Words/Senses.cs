namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what a name or word says about a value: of a JSON member, an element, a form field, a column, a label in a text.</summary>
[Flags]
internal enum Senses : uint
{
    /// <summary>Nothing that matters here.</summary>
    None = 0,

    /// <summary>A primary account number.</summary>
    Pan = 1 << 0,

    /// <summary>Something about a card.</summary>
    Card = 1 << 1,

    /// <summary>A card verification code.</summary>
    Code = 1 << 2,

    /// <summary>A personal identification number.</summary>
    Pin = 1 << 3,

    /// <summary>An encrypted PIN block (ISO 9564).</summary>
    PinBlock = 1 << 4,

    /// <summary>Magnetic stripe data or its chip equivalent.</summary>
    Track = 1 << 5,

    /// <summary>No more than that a value follows: <c>value</c>, <c>data</c>.</summary>
    Value = 1 << 6,

    /// <summary>Something about the value, not the value: <c>cvvCheck</c>, <c>panLength</c>.</summary>
    About = 1 << 7,

    /// <summary>With one of the data senses: it names other things as well, so that a card must be spoken of beside it, or the value must have the data's shape.</summary>
    Weak = 1 << 8,

    /// <summary>A number of the business, such as an order's: protects only what proves nothing by itself.</summary>
    Reference = 1 << 9,

    /// <summary>A quantity, an amount, a position or an identifier of telemetry: <c>bytes</c>, <c>offset</c>, <c>span_id</c>.</summary>
    Quantity = 1 << 10,

    /// <summary>A time or duration.</summary>
    Time = 1 << 11,

    /// <summary>An international bank account number (ISO 13616).</summary>
    Iban = 1 << 12,

    /// <summary>A device or its card: IMEI, ICCID, IMSI, MEID.</summary>
    Device = 1 << 13,

    /// <summary>A product or what it is packed in: GTIN, EAN, ISBN, UPC, SSCC.</summary>
    Product = 1 << 14,

    /// <summary>A parcel: tracking numbers.</summary>
    Parcel = 1 << 15,

    /// <summary>A telephone number (E.164).</summary>
    Phone = 1 << 16,

    /// <summary>A UUID, a digest or another identifier in hexadecimal.</summary>
    Digest = 1 << 17,

    /// <summary>A person's or a company's number with an authority: social security, tax, passport, Aadhaar.</summary>
    Person = 1 << 18,

    /// <summary>A bank account.</summary>
    Account = 1 << 19,

    /// <summary>An address or a device's board: a PIN there is a postal index number or a contact.</summary>
    Place = 1 << 20,

    /// <summary>A payment is spoken of.</summary>
    Payment = 1 << 21,

    /// <summary>A message, a sign-in or another authority's: the code beside it is no card's.</summary>
    OtherCode = 1 << 22,

    /// <summary>The first digits, the last digits, a token or another stand-in of a card number.</summary>
    StandIn = 1 << 23,

    /// <summary>When a card expires.</summary>
    Expiry = 1 << 24,

    /// <summary>A latitude, longitude or another coordinate.</summary>
    Coordinate = 1 << 25,

    /// <summary>Sensitive authentication data: masked whatever its digits are.</summary>
    Secret = Code | Pin | PinBlock | Track,

    /// <summary>A number of another kind, which protects what has that kind's format.</summary>
    OtherKind = Iban | Device | Product | Parcel | Phone | Digest | Person | Account | Quantity | Time | Coordinate,
}
