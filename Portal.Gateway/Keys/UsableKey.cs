using System.Security.Cryptography;
using Portal.Data.Keys;

namespace Portal.Gateway.Keys;

/// <summary>A key in memory. It shows its secret to nobody; not even its text does.</summary>
public sealed class UsableKey
{
    /// <summary>Bytes of a hash it makes.</summary>
    public const int HashLength = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _secret;

    internal UsableKey(Guid id, KeyPurpose purpose, int version, byte[] secret)
    {
        (Id, Purpose, Version) = (id, purpose, version);
        _secret = secret;
    }

    /// <summary>The <c>kid</c>.</summary>
    public Guid Id { get; }

    /// <summary>Gets what it is for.</summary>
    public KeyPurpose Purpose { get; }

    /// <summary>Its version within the purpose.</summary>
    public int Version { get; }

    /// <summary>HMAC-SHA-256 of a message; for keys with the algorithm HS256.</summary>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> hash) => HMACSHA256.HashData(_secret, message, hash);

    /// <summary>The private key; for keys with the algorithm ES256. The caller disposes it.</summary>
    internal ECDsa OpenPrivateKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_secret, out _);
        return key;
    }

    /// <inheritdoc />
    public override string ToString() => $"{KeyPurposes.NameOf(Purpose)} {Version}";
}
