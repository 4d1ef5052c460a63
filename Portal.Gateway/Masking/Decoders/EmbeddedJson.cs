using System.Text.Json;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// JSON that stands in other text: behind words, in a fence, in a line of a log. Only what reads to its end counts, and only so much is tried that a text made to
/// look like a thousand beginnings costs no more than a few.
/// </summary>
internal static class EmbeddedJson
{
    private const int MaxTries = 32;
    private const int Shortest = 7;

    private static readonly Comparer<Place> ByStart = Comparer<Place>.Create(
        static (left, right) => left.Start.CompareTo(right.Start)
    );

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MessageMasker.MaxDepth, AllowMultipleValues = true };

    /// <summary>Where an object or array stands.</summary>
    /// <param name="Start">Its first byte.</param>
    /// <param name="End">First byte behind it.</param>
    internal readonly record struct Place(int Start, int End);

    /// <summary>Whether an edit lies wholly within one of some places.</summary>
    /// <param name="places">The places, in order.</param>
    /// <param name="edit">The edit.</param>
    public static bool IsWithin(List<Place> places, in Edit edit)
    {
        var index = places.BinarySearch(new Place(edit.Start, int.MaxValue), ByStart);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && edit.End <= places[index].End;
    }

    /// <summary>Finds the next object or array that holds a name or a string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to begin; then behind what was found.</param>
    /// <param name="tries">How many beginnings were none.</param>
    /// <returns>Where it stands; null where there is none.</returns>
    public static Place? Next(ReadOnlySpan<byte> text, ref int position, ref int tries)
    {
        while (
            tries < MaxTries
            && position + Shortest <= text.Length
            && text[position..].IndexOfAny((byte)'{', (byte)'[') is >= 0 and var next
        )
        {
            position += next;
            if (!Begins(text[position..]))
            {
                position++;
                continue;
            }

            if (LengthAt(text[position..]) is > 0 and var length)
            {
                var start = position;
                position += length;
                return new Place(start, position);
            }

            tries++;
            position++;
        }

        return null;
    }

    // {"  [{  [["  ["
    private static bool Begins(ReadOnlySpan<byte> rest)
    {
        var inner = rest[1..].TrimStart(" \t\r\n"u8);
        return inner is [(byte)'"', ..] || (rest[0] == '[' && inner is [(byte)'{' or (byte)'[', ..]);
    }

    private static int LengthAt(ReadOnlySpan<byte> rest)
    {
        try
        {
            var reader = new Utf8JsonReader(rest, Options);
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
