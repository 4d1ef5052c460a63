using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Inspection;

/// <summary>
/// Reads a request body so strictly that no server behind can read it differently: valid UTF-8, one JSON text, no duplicate names at any depth,
/// no case variants of reserved names, at most 64 levels, no lone surrogates.
/// </summary>
internal static class ClientMessageReader
{
    /// <summary>Most messages in one batch.</summary>
    public const int MaxBatch = 100;

    private const int MaxMethodLength = 128;
    private const int MaxNameLength = 1024;
    private const int MaxUriLength = 8192;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonLimits.MaxRequestDepth, AllowDuplicateProperties = false };

    private static readonly string[] EnvelopeNames = ["jsonrpc", "id", "method", "params", "result", "error"];
    private static readonly string[] ParameterNames = ["name", "arguments", "uri", "_meta", "protocolVersion", "clientInfo", "requestId", "progressToken", "taskId", "task"];

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
            return ParseFault($"The body is not one JSON text without duplicate names, at most {JsonLimits.MaxRequestDepth} levels deep.");
        }
    }

    private static InspectionFault? ReadSingle(JsonElement root, ReadOnlyMemory<byte> body, out IReadOnlyList<ClientMessage> messages)
    {
        var fault = ReadMessage(root, body, out var message);
        messages = message is null ? [] : [message];
        return fault;
    }

    private static InspectionFault? ReadBatch(JsonElement root, ReadOnlyMemory<byte> body, out IReadOnlyList<ClientMessage> messages)
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

        if (CaseVariant(element, EnvelopeNames) is { } variant)
        {
            return Invalid($"A name differs from '{variant}' in case only; servers may read it as '{variant}'.");
        }

        if (!element.TryGetProperty("jsonrpc"u8, out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"u8))
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

        if (method.ValueKind != JsonValueKind.String || method.GetString() is not { Length: > 0 and <= MaxMethodLength } methodName)
        {
            return Invalid($"\"method\" must be a string of 1 to {MaxMethodLength} characters.");
        }

        if (McpMethods.LookAlike(methodName) is { } known)
        {
            return Invalid($"\"method\" differs from '{known}' in its spelling only; servers may read it as '{known}'. Send that.");
        }

        if (element.TryGetProperty("result"u8, out _) || element.TryGetProperty("error"u8, out _))
        {
            return Invalid("A message holds a method, or a result or an error, not both.");
        }

        fault = ReadParameters(element, methodName, out var parameters);
        message = fault is not null ? null : parameters with
        {
            Kind = id is null ? MessageKind.Notification : MessageKind.Request,
            Json = Slice(element, body),
            Method = methodName,
            Id = id,
        };
        return fault;
    }

    private static InspectionFault? ReadResponse(JsonElement element, ReadOnlyMemory<byte> body, string? id, out ClientMessage? message)
    {
        message = null;
        if (element.TryGetProperty("result"u8, out _) == element.TryGetProperty("error"u8, out _))
        {
            return Invalid("A message must hold a method, or either a result or an error.");
        }

        message = new ClientMessage { Kind = MessageKind.Response, Json = Slice(element, body), Id = id };
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
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number || (value.ValueKind == JsonValueKind.Null && element.TryGetProperty("error"u8, out _)))
        {
            id = value.GetRawText();
            return null;
        }

        return Invalid("\"id\" must be a string or a number.");
    }

    private static InspectionFault? ReadParameters(JsonElement element, string method, out ClientMessage message)
    {
        message = new ClientMessage { Kind = MessageKind.Request, Json = default };
        if (!element.TryGetProperty("params"u8, out var parameters))
        {
            return method is "tools/call" or "prompts/get" or "resources/read" ? Invalid($"{method} needs \"params\".") : null;
        }

        if (parameters.ValueKind != JsonValueKind.Object)
        {
            return Invalid("\"params\" must be an object.");
        }

        if (CaseVariant(parameters, ParameterNames) is { } variant)
        {
            return Invalid($"A parameter differs from '{variant}' in case only; servers may read it as '{variant}'.");
        }

        var nameProperty = method is "tools/call" or "prompts/get" ? "name" : method.StartsWith("resources/", StringComparison.Ordinal) ? "uri" : null;
        string? name = null;
        if (nameProperty is not null && parameters.TryGetProperty(nameProperty, out var nameValue))
        {
            name = nameValue.ValueKind == JsonValueKind.String ? nameValue.GetString() : null;
        }

        if (name is null && (method is "tools/call" or "prompts/get" or "resources/read"))
        {
            return Invalid($"{method} needs \"{nameProperty}\", a string.");
        }

        var longest = nameProperty is "uri" ? MaxUriLength : MaxNameLength;
        if (name?.Length > longest)
        {
            return Invalid($"\"{nameProperty}\" must be a string of at most {longest} characters.");
        }

        if (method is "tools/call" or "prompts/get" && parameters.TryGetProperty("arguments"u8, out var arguments)
            && arguments.ValueKind != JsonValueKind.Object)
        {
            return new InspectionFault(400, GatewayError.InvalidParams,
                $"Invalid params: the \"arguments\" of {method} must be an object; leave them out where there are none.");
        }

        message = TaskReferences.Read(WithClient(message with { Name = name }, method, parameters), method, parameters);
        return message.MentionedTasks.Count > TaskReferences.MaxTasks
            ? Invalid($"A message may name at most {TaskReferences.MaxTasks} tasks.")
            : null;
    }

    private static ClientMessage WithClient(ClientMessage message, string method, JsonElement parameters)
    {
        if (method == "initialize")
        {
            return WithClientInfo(message with { Revision = StringOf(parameters, "protocolVersion"), CanElicit = CanElicit(parameters) }, parameters, "clientInfo");
        }

        if (!parameters.TryGetProperty("_meta"u8, out var meta) || meta.ValueKind != JsonValueKind.Object)
        {
            return message;
        }

        var revision = StringOf(meta, "io.modelcontextprotocol/protocolVersion");
        return WithClientInfo(message with { Revision = revision, HasRevisionInMeta = revision is not null }, meta, "io.modelcontextprotocol/clientInfo");
    }

    private static ClientMessage WithClientInfo(ClientMessage message, JsonElement parent, string property) =>
        parent.TryGetProperty(property, out var info) && info.ValueKind == JsonValueKind.Object
            ? message with { ClientName = StringOf(info, "name"), ClientVersion = StringOf(info, "version") }
            : message;

    // No mode is named: forms, as before there were modes.
    private static bool CanElicit(JsonElement parameters) =>
        parameters.TryGetProperty("capabilities"u8, out var capabilities) && capabilities.ValueKind == JsonValueKind.Object
        && capabilities.TryGetProperty("elicitation"u8, out var elicitation) && elicitation.ValueKind == JsonValueKind.Object
        && (elicitation.TryGetProperty("form"u8, out _) || !elicitation.EnumerateObject().Any());

    private static string? StringOf(JsonElement parent, string property) =>
        parent.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ReadOnlyMemory<byte> Slice(JsonElement element, ReadOnlyMemory<byte> body)
    {
        // A single message is the whole body, white space included; a batched one is its own text.
        var text = JsonMarshal.GetRawUtf8Value(element);
        return body.Span.Overlaps(text, out var offset) ? body.Slice(offset, text.Length) : body;
    }

    private static string? CaseVariant(JsonElement element, string[] reserved)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            foreach (var candidate in reserved)
            {
                if (name.Length == candidate.Length && !string.Equals(name, candidate, StringComparison.Ordinal) && Folds(name, candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    // Some parsers fold like Unicode does: U+017F is an s to them, U+212A a k.
    private static bool Folds(string name, string candidate) =>
        string.Equals(name.Replace('\u017F', 's').Replace('\u212A', 'k'), candidate, StringComparison.OrdinalIgnoreCase);

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
