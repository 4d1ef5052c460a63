namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents what an ASCII byte is to the scan. A byte has several.</summary>
[Flags]
internal enum ByteClass : byte
{
    /// <summary>Nothing that matters.</summary>
    None = 0,

    /// <summary><c>0</c> to <c>9</c>.</summary>
    Digit = 1,

    /// <summary>A letter of either case.</summary>
    Letter = 2,

    /// <summary>A capital letter.</summary>
    Upper = 4,

    /// <summary>Means what may stand between the digits of one number: white space, <c>- . / _ : + =</c> and what stands for an invisible character.</summary>
    Joiner = 8,

    /// <summary>Means what Base64 has besides letters and digits, in either alphabet.</summary>
    Sign = 16,

    /// <summary>Where another way of writing text may begin: <c>% &amp; &lt; = )</c>.</summary>
    Mark = 32,

    /// <summary>A double quote.</summary>
    Quote = 64,

    /// <summary><c>e</c> or <c>E</c>, behind which a number's exponent may stand.</summary>
    Exponent = 128,
}
