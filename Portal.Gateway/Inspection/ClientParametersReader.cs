using System.Text.Json;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Inspection;

/// <summary>Reads the parameters of a client's message: what it names, whose client it is, which tasks it is about.</summary>
internal static class ClientParametersReader
{
    private const int MaxNameLength = 1024;
    private const int MaxUriLength = 8192;

    private static readonly string[] Reserved =
    [
        "name",
        "arguments",
        "uri",
        "_meta",
        "protocolVersion",
        "clientInfo",
        "requestId",
        "progressToken",
        "taskId",
        "task",
    ];

    /// <summary>Reads them.</summary>
    /// <param name="element">The message.</param>
    /// <param name="method">Its method.</param>
    /// <param name="message">What was read; the rest of the message is not set.</param>
    /// <returns>The fault; null when there is none.</returns>
    public static InspectionFault? Read(JsonElement element, string method, out ClientMessage message)
    {
        message = new ClientMessage { Kind = MessageKind.Request, Json = default };
        if (!element.TryGetProperty("params"u8, out var parameters))
        {
            return NeedsName(method) ? Invalid($"{method} needs \"params\".") : null;
        }

        if (parameters.ValueKind != JsonValueKind.Object)
        {
            return Invalid("\"params\" must be an object.");
        }

        if (ReservedNames.FindVariant(parameters, Reserved) is { } variant)
        {
            return Invalid($"A parameter differs from '{variant}' in case only; servers may read it as '{variant}'.");
        }

        if ((NameFault(method, parameters, out var name) ?? ArgumentsFault(method, parameters)) is { } fault)
        {
            return fault;
        }

        message = TaskReferences.Read(WithClient(message with { Name = name }, method, parameters), method, parameters);
        return message.MentionedTasks.Count > TaskReferences.MaxTasks
            ? Invalid($"A message may name at most {TaskReferences.MaxTasks} tasks.")
            : null;
    }

    private static bool NeedsName(string method) => method is "tools/call" or "prompts/get" or "resources/read";

    private static InspectionFault? NameFault(string method, JsonElement parameters, out string? name)
    {
        name = null;
        var property =
            method is "tools/call" or "prompts/get" ? "name"
            : method.StartsWith("resources/", StringComparison.Ordinal) ? "uri"
            : null;
        if (property is null)
        {
            return null;
        }

        name = StringOf(parameters, property);
        var longest = property is "uri" ? MaxUriLength : MaxNameLength;
        return name is null && NeedsName(method) ? Invalid($"{method} needs \"{property}\", a string.")
            : name?.Length > longest ? Invalid($"\"{property}\" must be a string of at most {longest} characters.")
            : null;
    }

    private static InspectionFault? ArgumentsFault(string method, JsonElement parameters) =>
        method is "tools/call" or "prompts/get"
        && parameters.TryGetProperty("arguments"u8, out var arguments)
        && arguments.ValueKind != JsonValueKind.Object
            ? new InspectionFault(
                400,
                GatewayError.InvalidParams,
                $"Invalid params: the \"arguments\" of {method} must be an object; leave them out where there are none."
            )
            : null;

    private static ClientMessage WithClient(ClientMessage message, string method, JsonElement parameters)
    {
        if (method == "initialize")
        {
            return WithClientInfo(
                message with
                {
                    Revision = StringOf(parameters, "protocolVersion"),
                    CanElicit = CanElicit(parameters),
                },
                parameters,
                "clientInfo"
            );
        }

        if (!parameters.TryGetProperty("_meta"u8, out var meta) || meta.ValueKind != JsonValueKind.Object)
        {
            return message;
        }

        var revision = StringOf(meta, "io.modelcontextprotocol/protocolVersion");
        return WithClientInfo(
            message with
            {
                Revision = revision,
                HasRevisionInMeta = revision is not null,
            },
            meta,
            "io.modelcontextprotocol/clientInfo"
        );
    }

    private static ClientMessage WithClientInfo(ClientMessage message, JsonElement parent, string property) =>
        parent.TryGetProperty(property, out var info) && info.ValueKind == JsonValueKind.Object
            ? message with
            {
                ClientName = StringOf(info, "name"),
                ClientVersion = StringOf(info, "version"),
            }
            : message;

    // No mode is named: forms, as before there were modes.
    private static bool CanElicit(JsonElement parameters) =>
        parameters.TryGetProperty("capabilities"u8, out var capabilities)
        && capabilities.ValueKind == JsonValueKind.Object
        && capabilities.TryGetProperty("elicitation"u8, out var elicitation)
        && elicitation.ValueKind == JsonValueKind.Object
        && (elicitation.TryGetProperty("form"u8, out _) || !elicitation.EnumerateObject().Any());

    private static string? StringOf(JsonElement parent, string property) =>
        parent.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static InspectionFault Invalid(string message) => new(400, GatewayError.InvalidRequest, message);
}
