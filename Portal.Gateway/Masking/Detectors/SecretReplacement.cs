namespace Portal.Gateway.Masking.Detectors;

/// <summary>Represents what stands in place of sensitive authentication data (PCI DSS 3.3.1): nothing of it is left.</summary>
internal static class SecretReplacement
{
    private static readonly byte[][] Masks = [.. Enumerable.Range(0, 8).Select(Mask)];

    /// <summary>In place of a PIN or PIN block.</summary>
    public static readonly byte[] Pin = "[PIN removed]"u8.ToArray();

    /// <summary>In place of magnetic stripe data and its chip equivalents.</summary>
    public static readonly byte[] Track = "[track data removed]"u8.ToArray();

    /// <summary>In place of any of them where a JSON number must stay one: the one number that says nothing.</summary>
    public static readonly byte[] Number = "0"u8.ToArray();

    /// <summary>In place of a verification code: an asterisk a digit.</summary>
    public static byte[] Digits(int count) => count < Masks.Length ? Masks[count] : Mask(count);

    private static byte[] Mask(int count)
    {
        var mask = new byte[count];
        mask.AsSpan().Fill((byte)'*');
        return mask;
    }
}
