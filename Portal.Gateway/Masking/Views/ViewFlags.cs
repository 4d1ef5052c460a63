namespace Portal.Gateway.Masking.Views;

/// <summary>Represents what is known of a view's character besides itself.</summary>
[Flags]
internal enum ViewFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It was an upper case letter.</summary>
    Upper = 1,

    /// <summary>It came out of an escape.</summary>
    Decoded = 2,

    /// <summary>The escape was percent encoding.</summary>
    Percent = 4,

    /// <summary>The escape was quoted-printable.</summary>
    Quoted = 8,

    /// <summary>It is a decoded carriage return, which a line feed behind it joins.</summary>
    CarriageReturn = 16,
}
