using System.Buffers;
using System.Text;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>
/// Represents what a client reads of an SSE event (WHATWG HTML, 9.2.6): its <c>data</c> lines joined by line feeds, its name and
/// its id.
/// </summary>
internal sealed class EventData
{
    private const string DefaultName = "message";

    private readonly ArrayBufferWriter<byte> _text;
    private bool _hasText;

    private EventData(int capacity) => _text = new ArrayBufferWriter<byte>(capacity);

    /// <summary>The joined data; empty for an event without any, such as a priming event.</summary>
    public ReadOnlyMemory<byte> Text => _text.WrittenSpan.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? default : _text.WrittenMemory;

    /// <summary>The event's name; <c>message</c> where it has none.</summary>
    public string Name { get; private set; } = DefaultName;

    /// <summary>The event's id; null where it has none.</summary>
    public string? Id { get; private set; }

    /// <summary>Whether the event has a comment.</summary>
    public bool HasComment { get; private set; }

    /// <summary>
    /// Whether every line is one that passes as it is, but for the data: known fields once each, without digits where they are
    /// free text.
    /// </summary>
    public bool IsPlain { get; private set; } = true;

    /// <summary>Whether a client of the protocol reads it as a message: any other name is ignored.</summary>
    public bool IsMessage => Name == DefaultName;

    /// <summary>Whether it names the address for messages, as streams of revision 2024-11-05 do first.</summary>
    public bool IsEndpoint => Name == "endpoint";

    /// <summary>Whether the name holds a character at which some client would begin another line.</summary>
    public bool HasBrokenName => SseText.BreaksLines(Name);

    /// <summary>Whether a lenient client might take the data for a message although it cannot be read as JSON.</summary>
    public bool LooksLikeMessage
    {
        get
        {
            var text = Text.Span.TrimStart(" \t\r\n\uFEFF"u8);
            return text.StartsWith("{"u8)
                || (text.StartsWith("["u8) && text.Contains((byte)'{'))
                || Encoding.UTF8.GetString(text).Contains("jsonrpc", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Reads an event.</summary>
    public static EventData Read(ReadOnlySpan<byte> raw)
    {
        var data = new EventData(Math.Max(raw.Length, 1));
        var names = 0;
        foreach (var range in new SseLines(raw))
        {
            var line = raw[range];
            var (field, value) = SseEvent.FieldOf(line);
            data.Add(line[field], line[value..], ref names);
        }

        return data;
    }

    private void Add(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, ref int names)
    {
        if (field.SequenceEqual("data"u8))
        {
            _text.Write(_hasText ? "\n"u8 : ""u8);
            _text.Write(value);
            _hasText = true;
        }
        else if (field.SequenceEqual("event"u8))
        {
            IsPlain &= names++ == 0 && SseText.IsPlain(value);
            Name = value.IsEmpty ? DefaultName : Encoding.UTF8.GetString(value);
        }
        else if (field.SequenceEqual("id"u8))
        {
            IsPlain &= Id is null;
            Id = Encoding.UTF8.GetString(value);
            IsPlain &= !SseText.BreaksLines(Id);
        }
        else
        {
            HasComment |= field.IsEmpty && !value.IsEmpty;
            IsPlain &= field.IsEmpty ? SseText.IsPlain(value) : field.SequenceEqual("retry"u8) && SseText.IsRetry(value);
        }
    }
}
