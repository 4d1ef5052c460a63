using System.Buffers.Binary;
using System.Buffers.Text;

namespace Portal.Api;

/// <summary>
/// Where a page ended in a list ordered by record: the record's key, and the row within the record. Opaque to clients.
/// </summary>
internal readonly record struct PositionCursor(long Position, int Ordinal = 0)
{
    private const int Length = sizeof(long) + sizeof(int);

    public static bool TryParse(string text, out PositionCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[Length];
        cursor = default;
        if (
            text.Length != Length / 3 * 4
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != bytes.Length
        )
        {
            return false;
        }

        cursor = new PositionCursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes),
            BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(long)..])
        );
        return cursor is { Position: > 0, Ordinal: >= 0 };
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position);
        BinaryPrimitives.WriteInt32BigEndian(bytes[sizeof(long)..], Ordinal);
        return Base64Url.EncodeToString(bytes);
    }
}
