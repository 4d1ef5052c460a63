using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Says quickly, on raw bytes, that there is nothing to mask in a text.</summary>
internal static class CandidateScan
{
    /// <summary>Whether a text may hold something to mask; when not, nothing else needs to look at it.</summary>
    /// <param name="text">Text, unescaped or not.</param>
    /// <param name="isSecret">Whether its name says that it is.</param>
    public static bool MayHold(ReadOnlySpan<byte> text, bool isSecret)
    {
        if (text.Length < 3)
        {
            return false;
        }

        return isSecret || text.Length >= 16 || text.ContainsAny(DigitStarts.Bytes);
    }
}
