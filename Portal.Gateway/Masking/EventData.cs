using System.Buffers;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Masking;

/// <summary>The data of an SSE event: its <c>data</c> lines joined by line feeds, as a client would read them.</summary>
internal sealed class EventData
{
    private EventData(ReadOnlyMemory<byte> json, bool hasId, bool isEndpoint)
    {
        Json = json;
        HasId = hasId;
        IsEndpoint = isEndpoint;
    }

    /// <summary>The joined data; empty for an event without a message, such as a priming event.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Whether the event has an id.</summary>
    public bool HasId { get; }

    /// <summary>Whether it names the address for messages, as streams of revision 2024-11-05 do first.</summary>
    public bool IsEndpoint { get; }

    /// <summary>Reads an event.</summary>
    public static EventData Read(ReadOnlySpan<byte> raw)
    {
        var data = new ArrayBufferWriter<byte>(Math.Max(raw.Length, 1));
        var hasId = false;
        var isEndpoint = false;
        var first = true;
        foreach (var range in SseEvent.LinesOf(raw))
        {
            var line = raw[range];
            var (name, value) = SseEvent.FieldOf(line);
            hasId |= line[name].SequenceEqual("id"u8);
            isEndpoint |= line[name].SequenceEqual("event"u8) && line[value..].SequenceEqual("endpoint"u8);
            if (!line[name].SequenceEqual("data"u8))
            {
                continue;
            }

            if (!first)
            {
                data.Write("\n"u8);
            }

            first = false;
            data.Write(line[value..]);
        }

        return new EventData(data.WrittenSpan.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? default : data.WrittenMemory, hasId, isEndpoint);
    }

    /// <summary>Whether an event has a comment or a field, neither data nor id, that holds a digit, so that it may hold a card number.</summary>
    public static bool HasComment(ReadOnlySpan<byte> raw)
    {
        foreach (var range in SseEvent.LinesOf(raw))
        {
            if (IsText(raw[range]) && raw[range].ContainsAnyInRange((byte)'0', (byte)'9'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Puts masked data back in the place of the data. Comments and every field but the id, which is the protocol's own, are masked as text; the
    /// rest stays as it is.
    /// </summary>
    /// <param name="whole">The event.</param>
    /// <param name="masked">The masked data, with as many lines as before: masking replaces no line feed.</param>
    /// <param name="masker">Masks what is no data.</param>
    /// <param name="profile">What the policies ask for.</param>
    /// <returns>The event; the very same memory when nothing was masked.</returns>
    public ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> whole, ReadOnlySpan<byte> masked, MessageMasker masker, MaskingProfile profile)
    {
        var raw = whole.Span;
        var output = new ArrayBufferWriter<byte>(raw.Length + 64);
        var position = 0;
        foreach (var range in SseEvent.LinesOf(raw))
        {
            var line = raw[range];
            var (name, value) = SseEvent.FieldOf(line);
            if (line[name].SequenceEqual("data"u8) && !Json.IsEmpty)
            {
                var end = masked.IndexOf((byte)'\n');
                output.Write(raw[position..(range.Start.Value + value)]);
                output.Write(end < 0 ? masked : masked[..end]);
                masked = end < 0 ? default : masked[(end + 1)..];
                position = range.End.Value;
            }
            else if (IsText(line))
            {
                output.Write(raw[position..range.Start.Value]);
                output.Write(MaskLine(line.ToArray(), masker, profile).Span);
                position = range.End.Value;
            }
        }

        output.Write(raw[position..]);
        return output.WrittenSpan.SequenceEqual(raw) ? whole : output.WrittenMemory;
    }

    // Rules of one's own are for what people wrote, and that is a comment; the other fields steer the stream.
    private static ReadOnlyMemory<byte> MaskLine(ReadOnlyMemory<byte> line, MessageMasker masker, MaskingProfile profile)
    {
        if (line.Span[0] != ':' || profile.Rules is null)
        {
            return masker.MaskText(line);
        }

        var comment = new ArrayBufferWriter<byte>(line.Length + 16);
        comment.Write(":"u8);
        comment.Write(masker.MaskText(line[1..], profile).Span);
        return comment.WrittenMemory;
    }

    // Data is masked as JSON, an id is the protocol's own; whatever else stands there is text.
    private static bool IsText(ReadOnlySpan<byte> line)
    {
        var name = line[SseEvent.FieldOf(line).Name];
        return line.Length > 0 && !name.SequenceEqual("data"u8) && !name.SequenceEqual("id"u8);
    }
}
