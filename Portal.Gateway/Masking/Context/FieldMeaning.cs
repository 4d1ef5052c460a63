namespace Portal.Gateway.Masking.Context;

/// <summary>Represents what a name over, beside or before a value says the value is: a JSON key, a label in a text, a column's header.</summary>
[Flags]
internal enum FieldMeaning
{
    /// <summary>Nothing that matters here.</summary>
    None = 0,

    /// <summary>A primary account number: masked even when it is mistyped.</summary>
    Pan = 1,

    /// <summary>Something about a card: enough for numbers whose network alone does not prove them.</summary>
    Card = 2,

    /// <summary>Card verification code.</summary>
    Cvv = 4,

    /// <summary>Personal identification number.</summary>
    Pin = 8,

    /// <summary>Encrypted PIN block: 16 hexadecimal digits.</summary>
    PinBlock = 16,

    /// <summary>Magnetic stripe data or its chip equivalent.</summary>
    Track = 32,

    /// <summary>A number of another kind that may look like a card number, such as an IMEI.</summary>
    OtherNumber = 64,

    /// <summary>A name that says only that a value follows, as in <c>{"name":"cvv","value":"123"}</c>.</summary>
    Value = 128,

    /// <summary>Something about the value, not the value: <c>cvvCheck</c>, <c>cardId</c>.</summary>
    About = 256,

    /// <summary>With <see cref="Pin"/>: only when it has four or five digits. With <see cref="Track"/> or <see cref="PinBlock"/>: only when it looks like one.</summary>
    Short = 512,

    /// <summary>A number of the business, such as an order's: only what proves itself is a card number there.</summary>
    Reference = 1024,

    /// <summary>With <see cref="OtherNumber"/> or <see cref="Reference"/>: sixteen digits and more are none of that kind, unless other ones begin as the time does.</summary>
    Brief = 2048,

    /// <summary>An address or a device: a PIN there is a postal index number or a contact.</summary>
    Place = 4096,

    /// <summary>Means what must be masked whatever its digits are.</summary>
    Secret = Cvv | Pin | PinBlock | Track,
}
