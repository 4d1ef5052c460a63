using System.Buffers;
using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>What a client would read of an SSE event: its <c>data</c> lines joined by line feeds, its name and its id.</summary>
internal sealed class EventData
{
    private const string DefaultName = "message";

    private EventData(ReadOnlyMemory<byte> text, string name, string? id) => (Text, Name, Id) = (text, name, id);

    /// <summary>The joined data; empty for an event without any, such as a priming event.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>The event's name; <c>message</c> where it has none.</summary>
    public string Name { get; }

    /// <summary>The event's id; null where it has none.</summary>
    public string? Id { get; }

    /// <summary>Whether a client of the protocol reads it as a message: any other name is ignored.</summary>
    public bool IsMessage => Name == DefaultName;

    /// <summary>Whether it names the address for messages, as streams of revision 2024-11-05 do first.</summary>
    public bool IsEndpoint => Name == "endpoint";

    /// <summary>Whether the data begins like a JSON object, or like a list that holds one, so that a lenient client might take it for a message.</summary>
    public bool LooksLikeMessage
    {
        get
        {
            var text = Text.Span.TrimStart(" \t\r\n\uFEFF"u8);
            return text.StartsWith("{"u8) || (text.StartsWith("["u8) && text.Contains((byte)'{'));
        }
    }

    /// <summary>Reads an event.</summary>
    public static EventData Read(ReadOnlySpan<byte> raw)
    {
        var data = new ArrayBufferWriter<byte>(Math.Max(raw.Length, 1));
        var name = "";
        string? id = null;
        var first = true;
        foreach (var range in SseEvent.LinesOf(raw))
        {
            var line = raw[range];
            var (field, value) = SseEvent.FieldOf(line);
            if (line[field].SequenceEqual("id"u8))
            {
                id = Encoding.UTF8.GetString(line[value..]);
            }
            else if (line[field].SequenceEqual("event"u8))
            {
                name = Encoding.UTF8.GetString(line[value..]);
            }
            else if (line[field].SequenceEqual("data"u8))
            {
                data.Write(first ? ""u8 : "\n"u8);
                data.Write(line[value..]);
                first = false;
            }
        }

        return new EventData(data.WrittenSpan.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? default : data.WrittenMemory, name.Length == 0 ? DefaultName : name, id);
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
    /// <param name="masked">The masked data, with at most as many lines as before.</param>
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
            if (line[name].SequenceEqual("data"u8) && !Text.IsEmpty)
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

    // Data is masked as JSON or text of its own, an id is the protocol's own; whatever else stands there is text.
    private static bool IsText(ReadOnlySpan<byte> line)
    {
        var name = line[SseEvent.FieldOf(line).Name];
        return line.Length > 0 && !name.SequenceEqual("data"u8) && !name.SequenceEqual("id"u8);
    }
}
