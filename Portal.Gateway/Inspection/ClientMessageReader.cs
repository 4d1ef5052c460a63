using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Inspection;

/// <summary>
/// Reads a request body so strictly that no server behind can read it differently: valid UTF-8, one JSON text, no duplicate names
/// at any depth, no case variants of reserved names, at most 64 levels, no lone surrogates.
/// </summary>
internal static class ClientMessageReader
{
    /// <summary>Most messages in one batch.</summary>
    public const int MaxBatch = 100;

    private const int MaxMethodLength = 128;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = JsonLimits.MaxRequestDepth,
        AllowDuplicateProperties = false,
    };

    private static readonly string[] EnvelopeNames = ["jsonrpc", "id", "method", "params", "result", "error"];

    /// <summary>Reads a body into its messages, one unless it is a batch.</summary>
    /// <param name="body">The body, complete.</param>
    /// <param name="messages">The messages in order; empty when there is a fault.</param>
    /// <param name="isBatch">Whether the body is an array.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static InspectionFault? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<ClientMessage> messages, out bool isBatch)
    {
        messages = [];
        isBatch = false;
        if (!Utf8.IsValid(body.Span))
        {
            return ParseFault("The body is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (body.Span.IndexOf("\\u"u8) >= 0)
            {
                RefuseLoneSurrogates(body.Span);
            }

            var root = document.RootElement;
            isBatch = root.ValueKind == JsonValueKind.Array;
            return isBatch ? ReadBatch(root, body, out messages) : ReadSingle(root, body, out messages);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no text, such as a lone surrogate.
            return ParseFault(
                $"The body is not one JSON text without duplicate names, at most {JsonLimits.MaxRequestDepth} levels deep."
            );
        }
    }

    private static InspectionFault? ReadSingle(
        JsonElement root,
        ReadOnlyMemory<byte> body,
        out IReadOnlyList<ClientMessage> messages
    )
    {
        var fault = ReadMessage(root, body, out var message);
        messages = message is null ? [] : [message];
        return fault;
    }

    private static InspectionFault? ReadBatch(
        JsonElement root,
        ReadOnlyMemory<byte> body,
        out IReadOnlyList<ClientMessage> messages
    )
    {
        messages = [];
        var count = root.GetArrayLength();
        if (count is 0 or > MaxBatch)
        {
            return Invalid($"A batch holds 1 to {MaxBatch} messages.");
        }

        var read = new List<ClientMessage>(count);
        foreach (var element in root.EnumerateArray())
        {
            if (ReadMessage(element, body, out var message) is { } fault)
            {
                return fault;
            }

            if (message!.Method == "initialize")
            {
                return Invalid("initialize may not be part of a batch.");
            }

            read.Add(message);
        }

        messages = read;
        return null;
    }

    private static InspectionFault? ReadMessage(JsonElement element, ReadOnlyMemory<byte> body, out ClientMessage? message)
    {
        message = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Invalid("A message must be a JSON object.");
        }

        if (ReservedNames.FindVariant(element, EnvelopeNames) is { } variant)
        {
            return Invalid($"A name differs from '{variant}' in case only; servers may read it as '{variant}'.");
        }

        if (
            !element.TryGetProperty("jsonrpc"u8, out var version)
            || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8)
        )
        {
            return Invalid("\"jsonrpc\" must be \"2.0\".");
        }

        var fault = IdOf(element, out var id);
        if (fault is not null)
        {
            return fault;
        }

        if (!element.TryGetProperty("method"u8, out var method))
        {
            return ReadResponse(element, body, id, out message);
        }

        if (
            method.ValueKind != JsonValueKind.String
            || method.GetString() is not { Length: > 0 and <= MaxMethodLength } methodName
        )
        {
            return Invalid($"\"method\" must be a string of 1 to {MaxMethodLength} characters.");
        }

        if (McpMethods.LookAlike(methodName) is { } known)
        {
            return Invalid(
                $"\"method\" differs from '{known}' in its spelling only; servers may read it as '{known}'. Send that."
            );
        }

        if (element.TryGetProperty("result"u8, out _) || element.TryGetProperty("error"u8, out _))
        {
            return Invalid("A message holds a method, or a result or an error, not both.");
        }

        fault = ClientParametersReader.Read(element, methodName, out var parameters);
        message = fault is not null
            ? null
            : parameters with
            {
                Kind = id is null ? MessageKind.Notification : MessageKind.Request,
                Json = Slice(element, body),
                Method = methodName,
                Id = id,
            };
        return fault;
    }

    private static InspectionFault? ReadResponse(
        JsonElement element,
        ReadOnlyMemory<byte> body,
        string? id,
        out ClientMessage? message
    )
    {
        message = null;
        if (element.TryGetProperty("result"u8, out _) == element.TryGetProperty("error"u8, out _))
        {
            return Invalid("A message must hold a method, or either a result or an error.");
        }

        message = new ClientMessage
        {
            Kind = MessageKind.Response,
            Json = Slice(element, body),
            Id = id,
        };
        return null;
    }

    private static InspectionFault? IdOf(JsonElement element, out string? id)
    {
        id = null;
        if (!element.TryGetProperty("id"u8, out var value))
        {
            return null;
        }

        // MCP narrows JSON-RPC: an id is a string or a number, never null, except on an error that answers an unreadable request.
        if (
            value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            || (value.ValueKind == JsonValueKind.Null && element.TryGetProperty("error"u8, out _))
        )
        {
            id = value.GetRawText();
            return null;
        }

        return Invalid("\"id\" must be a string or a number.");
    }

    private static ReadOnlyMemory<byte> Slice(JsonElement element, ReadOnlyMemory<byte> body)
    {
        // A single message is the whole body, white space included; a batched one is its own text.
        var text = JsonMarshal.GetRawUtf8Value(element);
        return body.Span.Overlaps(text, out var offset) ? body.Slice(offset, text.Length) : body;
    }

    private static void RefuseLoneSurrogates(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.MaxRequestDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }

    private static InspectionFault ParseFault(string message) => new(400, GatewayError.ParseError, message);

    private static InspectionFault Invalid(string message) => new(400, GatewayError.InvalidRequest, message);
}
