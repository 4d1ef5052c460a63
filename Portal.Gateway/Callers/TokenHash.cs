using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Gateway.Callers;

/// <summary>SHA-256 of a bearer token, the only form in which a token is kept.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    /// <summary>Longest token that is looked at; anything longer cannot be ours.</summary>
    public const int MaxTokenLength = 512;

    public static TokenHash FromBytes(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));

    /// <summary>Hashes the UTF-8 text of a token of at most <see cref="MaxTokenLength"/> characters.</summary>
    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> text = stackalloc byte[MaxTokenLength * 3];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
        return FromBytes(hash);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }
}
