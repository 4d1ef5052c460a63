using System.Buffers.Binary;
using System.Buffers.Text;

namespace Portal.Api;

/// <summary>
/// Where a page ended: a point in time, and how many items of exactly that time were given already. Opaque to clients.
/// </summary>
internal readonly record struct Cursor(long Ticks, int Skip)
{
    // More never have the very same time; a larger number would only make the database count.
    private const int MaxSkip = 10_000;

    public static bool TryParse(string text, out Cursor cursor)
    {
        Span<byte> bytes = stackalloc byte[12];
        cursor = default;
        if (text.Length != 16 || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != bytes.Length)
        {
            return false;
        }

        cursor = new Cursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]));
        return cursor is { Ticks: >= 0, Skip: >= 0 and <= MaxSkip } && cursor.Ticks <= DateTimeOffset.MaxValue.Ticks;
    }

    /// <summary>The cursor after a page, given the times of its items in order, and the cursor it began at.</summary>
    public static Cursor After(IReadOnlyList<DateTimeOffset> times, Cursor? from)
    {
        var last = times[^1].UtcTicks;
        var same = times.Reverse().TakeWhile(time => time.UtcTicks == last).Count();
        return new Cursor(last, same == times.Count && from?.Ticks == last ? from.Value.Skip + same : same);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Ticks);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], Skip);
        return Base64Url.EncodeToString(bytes);
    }
}
