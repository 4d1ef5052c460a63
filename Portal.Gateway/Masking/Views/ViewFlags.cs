namespace Portal.Gateway.Masking.Views;

/// <summary>Represents what is known of a view's character besides itself.</summary>
[Flags]
internal enum ViewFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It was an upper case letter.</summary>
    Upper = 1,

    /// <summary>It came out of percent encoding.</summary>
    Percent = 2,

    /// <summary>It came out of quoted-printable.</summary>
    Quoted = 4,

    /// <summary>It is a decoded carriage return, which a line feed behind it joins.</summary>
    CarriageReturn = 8,

    /// <summary>It came out of an escape; this and the next three count, as a binary number, how many lay one in another.</summary>
    DecodedOnce = 16,

    /// <summary>Counts two more.</summary>
    DecodedTwice = 32,

    /// <summary>Counts four more.</summary>
    DecodedFourTimes = 64,

    /// <summary>Counts eight more.</summary>
    DecodedEightTimes = 128,

    /// <summary>It came out of any escape.</summary>
    Decoded = DecodedOnce | DecodedTwice | DecodedFourTimes | DecodedEightTimes,
}
