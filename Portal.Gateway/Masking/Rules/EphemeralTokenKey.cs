using System.Security.Cryptography;

namespace Portal.Gateway.Masking.Rules;

/// <summary>A key that lives as long as the process: tokens are the same from start to stop, and others after a restart.</summary>
public sealed class EphemeralTokenKey : ITokenKey
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash) => HMACSHA256.HashData(_key, text, hash);
}
