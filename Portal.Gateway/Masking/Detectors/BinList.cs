using System.Text;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>Lists and ranges of issuer identification numbers, which may be shown (PCI DSS 3.4.1).</summary>
internal static class BinList
{
    private const int LongestLabel = 20;

    /// <summary>Whether groups are the first digits of cards, of six or eight each, not one number: <c>BIN range 45321323-45338024</c>.</summary>
    public static bool IsAll(ReadOnlySpan<byte> text, in DigitChain chain)
    {
        foreach (ref readonly var group in chain.Groups)
        {
            if (group.Count is not (6 or 8))
            {
                return false;
            }
        }

        return SaysBins(text[..chain.StartOf(0)]);
    }

    // One of the last two words.
    private static bool SaysBins(ReadOnlySpan<byte> before)
    {
        Span<byte> lower = stackalloc byte[LongestLabel];
        before = before[Math.Max(0, before.Length - LongestLabel)..];
        _ = Ascii.ToLower(before, lower, out var length);
        var words = 0;
        foreach (var range in lower[..length].SplitAny(" :\n\t=\"'()-_"u8))
        {
            words = lower[range] is [] ? words : lower[range] is [(byte)'b' or (byte)'i', (byte)'i', (byte)'n'] or [(byte)'b' or (byte)'i', (byte)'i', (byte)'n', (byte)'s'] ? 1 : words == 0 ? 0 : words + 1;
        }

        return words is 1 or 2;
    }
}
