using System.Buffers;
using System.Text.Json;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>
/// A <c>tools/call</c> as approvals see it: the tool, its arguments, and what the caller says about it. Dispose it when the call
/// is judged.
/// </summary>
internal sealed class ToolCall : IDisposable
{
    /// <summary>Most characters of a justification.</summary>
    public const int MaxJustification = 2000;

    private readonly JsonDocument _document;
    private readonly JsonElement _parameters;

    private ToolCall(JsonDocument document)
    {
        _document = document;
        _parameters = document.RootElement.GetProperty("params"u8);
    }

    /// <summary>The arguments; null when the call has none.</summary>
    public JsonElement? Arguments => _parameters.TryGetProperty("arguments"u8, out var arguments) ? arguments : null;

    /// <summary>Reads a message that inspection has let pass, or its masked form.</summary>
    public static ToolCall Read(ReadOnlyMemory<byte> json) =>
        new(JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxRequestDepth }));

    /// <summary>The token for progress notifications as JSON text; null when the client gave none.</summary>
    public string? ProgressToken =>
        Meta("progressToken") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } token ? token.GetRawText() : null;

    /// <summary>Why the caller wants it; null when it does not say.</summary>
    public string? Justification =>
        Meta(CallMeta.Justification) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } said
            ? Clip(said)
            : null;

    /// <summary>A justification as long as there is room for.</summary>
    public static string Clip(string said) =>
        said.Length <= MaxJustification
            ? said
            : said[..(MaxJustification - (char.IsHighSurrogate(said[MaxJustification - 2]) ? 2 : 1))] + "…";

    /// <summary>Whether there are parameters beside name, arguments and metadata, which are part of what is approved.</summary>
    public bool HasOthers => Others.Any();

    /// <summary>Those parameters as a JSON object.</summary>
    public string OthersText()
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var property in Others)
            {
                property.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>
    /// The call's metadata as a JSON object, without what <see cref="CallMeta"/> leaves out; null when nothing is left.
    /// </summary>
    /// <param name="without">Further keys to leave out.</param>
    public string? MetaText(IReadOnlySet<string> without) =>
        _parameters.TryGetProperty("_meta"u8, out var meta) ? CallMeta.TextOf(meta, without) : null;

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private IEnumerable<JsonProperty> Others =>
        _parameters.EnumerateObject().Where(property => property.Name is not ("name" or "arguments" or "_meta"));

    private JsonElement? Meta(string name) =>
        _parameters.TryGetProperty("_meta"u8, out var meta)
        && meta.ValueKind == JsonValueKind.Object
        && meta.TryGetProperty(name, out var value)
            ? value
            : null;
}
