using System.Buffers;
using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>
/// Writes a masked event: the masked data in the place of the data, the id as it came, a name and comments masked as text. What
/// is no field of an event, or is there twice, stays behind, because clients differ in what they make of it; nothing of an event
/// passes that a client could read differently from us.
/// </summary>
/// <param name="masker">Masks what is no data.</param>
/// <param name="profile">What the policies ask for.</param>
internal sealed class EventRewriter(MessageMasker masker, MaskingProfile profile)
{
    private const int MostComments = 16;

    private int _comments;

    /// <summary>Writes the event.</summary>
    /// <param name="raw">The event.</param>
    /// <param name="data">What was read of it.</param>
    /// <param name="text">Its data, masked: at most as many lines as before.</param>
    /// <param name="name">Its name, masked.</param>
    public ReadOnlyMemory<byte> Rewrite(ReadOnlySpan<byte> raw, EventData data, ReadOnlySpan<byte> text, string name)
    {
        var output = new ArrayBufferWriter<byte>(raw.Length + 64);
        var (eventLine, idLine) = LastOf(raw);
        var lines = new SseLines(raw);
        while (lines.MoveNext())
        {
            var line = raw[lines.Current];
            var ending = raw[lines.Current.End.Value..lines.Next];
            var (field, value) = SseEvent.FieldOf(line);
            var start = lines.Current.Start.Value;
            if (line.IsEmpty)
            {
                output.Write(ending);
            }
            else if (line[field].SequenceEqual("data"u8))
            {
                var end = text.IndexOf((byte)'\n');
                Write(
                    output,
                    line[..value],
                    data.Text.IsEmpty ? line[value..]
                        : end < 0 ? text
                        : text[..end],
                    ending
                );
                text = end < 0 ? default : text[(end + 1)..];
            }
            else if (start == eventLine && !data.HasBrokenName)
            {
                Write(output, line[..value], Encoding.UTF8.GetBytes(name), ending);
            }
            else if (
                (start == idLine && !SseText.BreaksLines(data.Id))
                || (line[field].SequenceEqual("retry"u8) && SseText.IsRetry(line[value..]))
            )
            {
                Write(output, line, default, ending);
            }
            else if (line[field].IsEmpty && _comments++ < MostComments)
            {
                Write(output, ":"u8, MaskComment(line[1..]), ending);
            }
        }

        return output.WrittenMemory;
    }

    private static void Write(
        ArrayBufferWriter<byte> output,
        ReadOnlySpan<byte> field,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> ending
    )
    {
        output.Write(field);
        output.Write(value);
        output.Write(ending);
    }

    // Of several lines clients take the last.
    private static (int Event, int Id) LastOf(ReadOnlySpan<byte> raw)
    {
        var (name, id) = (-1, -1);
        foreach (var range in new SseLines(raw))
        {
            var field = raw[range][SseEvent.FieldOf(raw[range]).Name];
            name = field.SequenceEqual("event"u8) ? range.Start.Value : name;
            id = field.SequenceEqual("id"u8) ? range.Start.Value : id;
        }

        return (name, id);
    }

    private ReadOnlySpan<byte> MaskComment(ReadOnlySpan<byte> comment) =>
        comment.Length > SseText.MaxLength || SseText.BreaksLines(Encoding.UTF8.GetString(comment))
            ? default
            : masker.MaskText(comment.ToArray(), profile).Span;
}
