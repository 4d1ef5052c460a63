namespace Portal.Gateway.Masking.Rules;

/// <summary>The key under which tokens are made. It stays with whoever manages it: only hashes come out.</summary>
public interface ITokenKey
{
    /// <summary>HMAC-SHA-256 (RFC 2104) of a text under the key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    void Hash(ReadOnlySpan<byte> text, Span<byte> hash);
}
