using System.Buffers;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>Bytes at which a digit may begin.</summary>
internal static class DigitStarts
{
    /// <summary>ASCII digits, and every lead byte of UTF-8 under which a script keeps digits.</summary>
    public static readonly SearchValues<byte> Bytes = SearchValues.Create([
        .. "0123456789"u8,
        0xC2,
        0xD9,
        0xDB,
        0xDF,
        0xE0,
        0xE1,
        0xE2,
        0xE3,
        0xEA,
        0xEF,
        0xF0,
    ]);

    /// <summary>Hexadecimal digits.</summary>
    public static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
}
