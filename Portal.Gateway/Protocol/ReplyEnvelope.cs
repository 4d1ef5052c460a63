using System.Text;
using System.Text.Json;

namespace Portal.Gateway.Protocol;

/// <summary>Represents what the gateway reads of a message from the server.</summary>
/// <param name="Id">The id as JSON text; null on a notification.</param>
/// <param name="Method">Method; null on a response.</param>
/// <param name="IsError">Whether it is a JSON-RPC error or a tool result with <c>isError</c>.</param>
/// <param name="ProtocolVersion">MCP revision that the result of <c>initialize</c> settles.</param>
internal readonly record struct ReplyEnvelope(string? Id, string? Method, bool IsError, string? ProtocolVersion)
{
    /// <summary>
    /// Whether a result wants something of the client's user or model first (<c>inputRequests</c>, MCP 2026-07-28).
    /// </summary>
    public bool HasInputRequests { get; init; }

    /// <summary>Whether a result says in <c>_meta</c> what the gateway masked, which is for the gateway to say.</summary>
    public bool HasNotice { get; init; }

    /// <summary>The host of a page that the client's user is to be sent to; null for none.</summary>
    public string? Host { get; init; }

    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxReplyDepth };

    /// <summary>Reads a JSON text: one message, or the messages of a batch.</summary>
    /// <param name="json">One JSON text.</param>
    /// <returns>Each message with its place in the text.</returns>
    /// <exception cref="JsonException">It is no JSON-RPC message.</exception>
    public static List<(ReplyEnvelope Envelope, Range Place)> ReadAll(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadMessages(json);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A name or a text of the message holds a lone surrogate.", exception);
        }
    }

    private static List<(ReplyEnvelope Envelope, Range Place)> ReadMessages(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var message = ReadMessage(ref reader);
            ReadEnd(ref reader);
            return [(message, ..json.Length)];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A message is a JSON object.");
        }

        var messages = new List<(ReplyEnvelope, Range)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("A message is a JSON object.");
            }

            var start = (int)reader.TokenStartIndex;
            messages.Add((ReadMessage(ref reader), start..(int)reader.BytesConsumed));
        }

        ReadEnd(ref reader);
        return messages.Count > 0 ? messages : throw new JsonException("A batch holds at least one message.");
    }

    // Throws where something else follows.
    private static void ReadEnd(ref Utf8JsonReader reader) => _ = reader.Read();

    private static ReplyEnvelope ReadMessage(ref Utf8JsonReader reader)
    {
        var envelope = default(ReplyEnvelope);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                envelope = envelope with { Id = IdText(ref reader) };
            }
            else if (reader.ValueTextEquals("method"u8))
            {
                reader.Read();
                envelope = envelope with { Method = reader.TokenType == JsonTokenType.String ? reader.GetString() : null };
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                envelope = envelope with { IsError = true };
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                envelope = reader.TokenType == JsonTokenType.StartObject ? ReadResult(ref reader, envelope) : envelope;
            }

            reader.Skip();
        }

        return envelope;
    }

    private static ReplyEnvelope ReadResult(ref Utf8JsonReader reader, ReplyEnvelope envelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("isError"u8))
            {
                reader.Read();
                envelope = envelope with { IsError = reader.TokenType == JsonTokenType.True };
            }
            else if (reader.ValueTextEquals("inputRequests"u8))
            {
                envelope = envelope with { HasInputRequests = true };
            }
            else if (reader.ValueTextEquals("_meta"u8))
            {
                reader.Read();
                envelope = reader.TokenType == JsonTokenType.StartObject ? ReadMeta(ref reader, envelope) : envelope;
            }
            else if (reader.ValueTextEquals("protocolVersion"u8))
            {
                reader.Read();
                envelope = envelope with
                {
                    ProtocolVersion = reader.TokenType == JsonTokenType.String ? reader.GetString() : null,
                };
            }

            reader.Skip();
        }

        return envelope;
    }

    private static ReplyEnvelope ReadMeta(ref Utf8JsonReader reader, ReplyEnvelope envelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            envelope = reader.ValueTextEquals("portal/masked"u8) ? envelope with { HasNotice = true } : envelope;
            reader.Skip();
        }

        return envelope;
    }

    private static string? IdText(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => $"\"{Encoding.UTF8.GetString(reader.ValueSpan)}\"",
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
}
