using System.Collections.Frozen;
using System.Text;

namespace Portal.Gateway.Masking;

/// <summary>Recognises card verification codes by the key they stand under.</summary>
internal static class CvvDetector
{
    private const int LongestKey = 40;

    private static readonly FrozenSet<string> Keys = new[]
    {
        "cvv", "cvv2", "cvc", "cvc2", "cvn", "cvn2", "csc", "cid", "cav", "cav2", "cve", "icvv", "dcvv",
        "cvvcode", "cvccode", "cvvnumber", "cvcnumber", "cvvvalue", "cvcvalue", "cardcvv", "cardcvc", "cardcvv2", "cardcvc2", "cardcid", "cardcsc",
        "securitycode", "cardsecuritycode", "verificationcode", "cardverificationcode", "verificationvalue", "cardverificationvalue",
        "cardverificationnumber", "cardcode", "cvvcvc", "cvccvv",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Keys.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a property name, unescaped UTF-8, names a card verification code; case and punctuation do not count.</summary>
    public static bool IsKey(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 3 or > LongestKey)
        {
            return false;
        }

        Span<char> folded = stackalloc char[LongestKey];
        var length = 0;
        foreach (var value in name)
        {
            if (Ascii.IsValid(value) && char.IsAsciiLetterOrDigit((char)value))
            {
                folded[length++] = char.ToLowerInvariant((char)value);
            }
        }

        return Lookup.Contains(folded[..length]);
    }

    /// <summary>Whether a value can be such a code: three or four digits, white space around them aside.</summary>
    public static bool IsCode(ReadOnlySpan<byte> value)
    {
        var trimmed = value.Trim(" \t"u8);
        return trimmed.Length is 3 or 4 && !trimmed.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
