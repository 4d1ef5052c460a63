using System.Security.Cryptography;
using Portal.Gateway.Masking.Rules;

namespace Portal.Tests.Fakes;

/// <summary>A key of one test's own.</summary>
internal sealed class EphemeralTokenKey : ITokenKey
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash) => HMACSHA256.HashData(_key, text, hash);
}
