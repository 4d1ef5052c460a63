using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Policy.Trials;

/// <summary>
/// Represents what was pasted, within a message as it would pass. Masking changes nothing around it, so that it is found again in
/// the output.
/// </summary>
internal sealed class BenchMessage
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly int _before;
    private readonly int _behind;
    private readonly bool _isText;

    private BenchMessage(string before, string json, string behind, bool isText)
    {
        Json = Encoding.UTF8.GetBytes(before + json + behind);
        _before = Encoding.UTF8.GetByteCount(before);
        _behind = Encoding.UTF8.GetByteCount(behind);
        _isText = isText;
    }

    /// <summary>The whole message.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Reads what was pasted.</summary>
    public static BenchMessage Of(string pasted, MaskingDirection direction)
    {
        var isReply = direction == MaskingDirection.Response;
        return ShapeOf(pasted) switch
        {
            JsonShape.Message => new BenchMessage("", pasted, "", isText: false),
            JsonShape.Json => isReply
                ? new BenchMessage(
                    """{"jsonrpc":"2.0","id":1,"result":{"content":[],"structuredContent":""",
                    pasted,
                    "}}",
                    isText: false
                )
                : new BenchMessage(
                    """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tool","arguments":""",
                    pasted,
                    "}}",
                    isText: false
                ),
            _ => isReply
                ? new BenchMessage(
                    """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":""",
                    JsonSerializer.Serialize(pasted, Plain),
                    "}]}}",
                    isText: true
                )
                : new BenchMessage(
                    """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tool","arguments":{"text":""",
                    JsonSerializer.Serialize(pasted, Plain),
                    "}}}",
                    isText: true
                ),
        };
    }

    /// <summary>Returns what became of what was pasted.</summary>
    public string Unwrap(ReadOnlySpan<byte> masked)
    {
        // A message of which nothing may be kept has nothing around it either.
        if (masked.Length < _before + _behind || !masked.StartsWith(Json.Span[.._before]))
        {
            return Encoding.UTF8.GetString(masked);
        }

        var inner = masked[_before..^_behind];
        return _isText ? JsonSerializer.Deserialize<string>(inner)! : Encoding.UTF8.GetString(inner);
    }

    /// <summary>
    /// A place in the masked message as one in what <see cref="Unwrap"/> gives; null when it lies outside, or within a text.
    /// </summary>
    public (int Start, int Length)? PlaceOf(ReadOnlySpan<byte> masked, int start, int length) =>
        _isText || start < _before || start + length > masked.Length - _behind
            ? null
            : (Encoding.UTF8.GetCharCount(masked[_before..start]), Encoding.UTF8.GetCharCount(masked.Slice(start, length)));

    private static JsonShape ShapeOf(string pasted)
    {
        try
        {
            using var document = JsonDocument.Parse(pasted, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxReplyDepth - 4 });
            var first =
                document.RootElement is { ValueKind: JsonValueKind.Array } batch && batch.GetArrayLength() > 0
                    ? batch[0]
                    : document.RootElement;
            return first.ValueKind switch
            {
                JsonValueKind.Object => first.TryGetProperty("jsonrpc"u8, out _) ? JsonShape.Message : JsonShape.Json,
                JsonValueKind.Array => JsonShape.Json,
                _ => document.RootElement.ValueKind == JsonValueKind.Array ? JsonShape.Json : JsonShape.Text,
            };
        }
        catch (JsonException)
        {
            return JsonShape.Text;
        }
    }

    private enum JsonShape
    {
        Message,
        Json,
        Text,
    }
}
