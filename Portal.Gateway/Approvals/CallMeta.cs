using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Reads and trims the metadata of a call (<c>_meta</c>). The progress token, the trace context (MCP, <c>traceparent</c> and
/// <c>tracestate</c>) and the reason given to the portal say nothing about what the call does, as long as they have the shape of
/// one: anything else under their names is content.
/// </summary>
internal static partial class CallMeta
{
    /// <summary>Key of the reason for a held call, which is on its ticket and never sent upstream.</summary>
    public const string Justification = "portal/justification";

    private const int MaxProgressToken = 128;
    private const int MaxTraceState = 512;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonLimits.MaxRequestDepth,
    };

    /// <summary>
    /// Returns what is left of the metadata as a JSON object; null when nothing is. Metadata that is no object is kept whole.
    /// </summary>
    /// <param name="meta">Value of <c>_meta</c>.</param>
    /// <param name="without">Further keys to leave out.</param>
    public static string? TextOf(JsonElement meta, IReadOnlySet<string> without)
    {
        if (meta.ValueKind != JsonValueKind.Object)
        {
            return meta.GetRawText();
        }

        var kept = meta.EnumerateObject().Where(property => !IsAside(property) && !without.Contains(property.Name)).ToList();
        if (kept.Count == 0)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            kept.ForEach(property => property.WriteTo(json));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>
    /// Returns a <c>tools/call</c> without some keys of its metadata; the same memory when it has none of them. All other bytes
    /// stay as they are.
    /// </summary>
    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> message, IReadOnlySet<string> keys)
    {
        using var document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxRequestDepth });
        if (
            !document.RootElement.GetProperty("params"u8).TryGetProperty("_meta"u8, out var meta)
            || meta.ValueKind != JsonValueKind.Object
            || !meta.EnumerateObject().Any(property => keys.Contains(property.Name))
        )
        {
            return message;
        }

        var old = JsonMarshal.GetRawUtf8Value(meta);
        if (!message.Span.Overlaps(old, out var start))
        {
            throw new InvalidOperationException("The metadata was read from somewhere else than the message.");
        }

        var output = new ArrayBufferWriter<byte>(message.Length);
        output.Write(message.Span[..start]);
        Write(meta, keys, output);
        output.Write(message.Span[(start + old.Length)..]);
        return output.WrittenMemory;
    }

    private static void Write(JsonElement meta, IReadOnlySet<string> keys, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        var isFirst = true;
        foreach (var property in meta.EnumerateObject().Where(property => !keys.Contains(property.Name)))
        {
            output.Write(isFirst ? "\""u8 : ",\""u8);
            output.Write(JsonMarshal.GetRawUtf8PropertyName(property));
            output.Write("\":"u8);
            output.Write(JsonMarshal.GetRawUtf8Value(property.Value));
            isFirst = false;
        }

        output.Write("}"u8);
    }

    private static bool IsAside(JsonProperty property) =>
        property.Name switch
        {
            Justification => true,
            "progressToken" => property.Value.ValueKind == JsonValueKind.Number
                || (property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Length <= MaxProgressToken),
            "traceparent" => property.Value.ValueKind == JsonValueKind.String && TraceParent.IsMatch(property.Value.GetString()!),
            "tracestate" => property.Value.ValueKind == JsonValueKind.String
                && property.Value.GetString() is { Length: <= MaxTraceState } state
                && TraceState.IsMatch(state),
            _ => false,
        };

    // W3C Trace Context, sections 3.2 and 3.3.
    [GeneratedRegex("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex TraceParent { get; }

    [GeneratedRegex(
        @"^(\s*[a-z0-9][a-z0-9_*/@-]*=[\x20-\x2B\x2D-\x3C\x3E-\x7E]*(,|\z))*\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TraceState { get; }
}
