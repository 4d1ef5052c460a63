using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// The texts that one text was decoded to, in whatever order: undoing percent signs and then references mostly gives what the other order gives. Each is looked at
/// once at its depth, and there is an end to them: a text that reads in hundreds of ways is made to cost time.
/// </summary>
/// <param name="length">Bytes of the text that is decoded.</param>
internal sealed class DecodedReadings(int length)
{
    /// <summary>Most texts that one may be decoded to. A page with five encodings, each twice, has about two hundred.</summary>
    public const int Most = 256;

    // Bytes that may be read besides, and how often the text's own.
    private const long FreeBytes = 64 * 1024 * 1024;
    private const long Shares = 16;

    // Digests, so that no text is kept and none can be made to look like another.
    private readonly HashSet<(UInt128 Digest, int Depth)> _seen = [];
    private long _bytes;

    /// <summary>Whether a text was not looked at before.</summary>
    /// <param name="text">A decoded text.</param>
    /// <param name="depth">How many encodings deep it lies, which is how many more are followed in it.</param>
    /// <exception cref="InvalidOperationException">There are too many: the whole cannot be read, and must not pass.</exception>
    public bool Add(ReadOnlySpan<byte> text, int depth)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        if (!_seen.Add((BinaryPrimitives.ReadUInt128BigEndian(digest), depth)))
        {
            return false;
        }

        _bytes += text.Length;
        return _seen.Count <= Most && _bytes <= FreeBytes + (Shares * length) ? true : throw new InvalidOperationException("A text can be decoded in too many ways; it is not read.");
    }
}
