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

    /// <summary>Stands between the digits of one number: white space, <c>- . / _ : + =</c>, brackets, emphasis, what is invisible.</summary>
    Joiner = 8,

    /// <summary>Stands between digits and separates values as well: <c>, | ; " ' # \</c>.</summary>
    Odd = 16,

    /// <summary>Base64 has it besides letters and digits, in either alphabet.</summary>
    Sign = 32,

    /// <summary>Begins another way of writing text: <c>% &amp; &lt; =</c>.</summary>
    Mark = 64,

    /// <summary>A double quote.</summary>
    Quote = 128,
}
