using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Exchanges;

/// <summary>Writes a refusal as JSON-RPC.</summary>
internal static class RefusalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string OutcomeKey = "portal/outcome";

    /// <summary>The answer to the messages of an exchange: an error, a tool result, or an array of them for a batch.</summary>
    public static ReadOnlyMemory<byte> Write(Exchange exchange, Refusal refusal)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(output, Options);
        var requests = exchange.Messages.Where(message => message.Kind == MessageKind.Request).ToList();
        if (exchange.IsBatch && requests.Count > 0)
        {
            json.WriteStartArray();
            requests.ForEach(request => WriteOne(json, request, refusal));
            json.WriteEndArray();
        }
        else
        {
            WriteOne(json, requests.FirstOrDefault(), refusal);
        }

        json.Flush();
        return output.WrittenMemory;
    }

    private static void WriteOne(Utf8JsonWriter json, ClientMessage? request, Refusal refusal)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WritePropertyName("id"u8);
        json.WriteRawValue(request?.Id ?? "null");
        if (request is { IsToolCall: true } && refusal.IsToolResult)
        {
            WriteToolResult(json, request, refusal);
        }
        else
        {
            json.WriteStartObject("error"u8);
            json.WriteNumber("code"u8, refusal.Code);
            json.WriteString("message"u8, refusal.Message);
            if (refusal.IsToolResult || refusal.Rule is not null)
            {
                WriteOutcome(json, "data", refusal);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteToolResult(Utf8JsonWriter json, ClientMessage request, Refusal refusal)
    {
        json.WriteStartObject("result"u8);
        json.WriteStartArray("content"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, refusal.Message);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteBoolean("isError"u8, true);
        if (McpRevisions.IsStateless(request.Revision))
        {
            json.WriteString("resultType"u8, "complete"u8);
        }

        json.WriteStartObject("_meta"u8);
        WriteOutcome(json, OutcomeKey, refusal);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, string name, Refusal refusal)
    {
        json.WriteStartObject(name);
        json.WriteNumber("code"u8, refusal.Code);
        json.WriteString("ticket"u8, refusal.Ticket?.ToString());
        json.WriteString("url"u8, refusal.Url);
        json.WriteString("rule"u8, refusal.Rule);
        json.WriteEndObject();
    }
}
