using System.Buffers;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Recognises bytes written as Base64 which are no text: an image, a key. Letters of both cases, digits and signs change from one to the next there, as
/// they do in no word, path or number.
/// </summary>
internal static class BinaryText
{
    // Characters looked at before and behind, and how many tell such a text from words.
    private const int Window = 160;
    private const int LeastAround = 48;
    private const int FarthestBegin = 4096;
    private const int LongestSegment = 24;

    private static readonly SearchValues<byte> Base64Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8
    );

    /// <summary>Whether digits stand within such a text.</summary>
    public static bool IsAround(ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start..end].ContainsAnyExcept(Base64Alphabet) || IsSegment(text, start, end))
        {
            return false;
        }

        var first = start - Tail(text[Math.Max(0, start - Window)..start]);
        var length = text[end..Math.Min(text.Length, end + Window)].IndexOfAnyExcept(Base64Alphabet);
        var last = length < 0 ? Math.Min(text.Length, end + Window) : end + length;
        var around = last - first - (end - start);
        if (MediaText.IsSaidBefore(text[..BeginOf(text, first)]) && MediaText.MayBe(text[first..last]))
        {
            return true;
        }

        if (around < LeastAround)
        {
            return false;
        }

        var lower = 0;
        var upper = 0;
        var changes = 0;
        Count(text[first..start], ref lower, ref upper, ref changes);
        Count(text[end..last], ref lower, ref upper, ref changes);
        return lower * 5 >= around && upper * 5 >= around && (around - lower - upper) * 12 >= around && changes * 5 >= around * 2;
    }

    // Of a path, behind another that is a word: /cards/4111111111111111/…
    private static bool IsSegment(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start < 2 || text[start - 1] != '/' || end == text.Length || text[end] != '/')
        {
            return false;
        }

        var word = text[Math.Max(0, start - 1 - LongestSegment)..(start - 1)];
        word = word[(word.LastIndexOf((byte)'/') + 1)..];
        return word.Length is > 1 and < LongestSegment && !word.ContainsAnyExceptInRange((byte)'a', (byte)'z');
    }

    // Not further than it is worth: a long text of this kind shows what it is by itself.
    private static int BeginOf(ReadOnlySpan<byte> text, int position)
    {
        var from = Math.Max(0, position - FarthestBegin);
        return from + text[from..position].LastIndexOfAnyExcept(Base64Alphabet) + 1;
    }

    private static int Tail(ReadOnlySpan<byte> text) => text.Length - 1 - text.LastIndexOfAnyExcept(Base64Alphabet);

    private static void Count(ReadOnlySpan<byte> text, ref int lower, ref int upper, ref int changes)
    {
        var before = -1;
        foreach (var value in text)
        {
            var now = ClassOf(value);
            lower += now == 0 ? 1 : 0;
            upper += now == 1 ? 1 : 0;
            changes += now != before ? 1 : 0;
            before = now;
        }
    }

    private static int ClassOf(byte value) =>
        value switch
        {
            >= (byte)'a' and <= (byte)'z' => 0,
            >= (byte)'A' and <= (byte)'Z' => 1,
            >= (byte)'0' and <= (byte)'9' => 2,
            _ => 3,
        };
}
