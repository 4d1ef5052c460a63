using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Exchanges;

/// <summary>
/// Represents the client headers of a request that reach the server beside those with which the protocol itself works:
/// <c>Mcp-*</c> extensions, and what the server's setting names. They are recorded, shown to approvers and part of what an
/// approval covers.
/// </summary>
internal sealed class BoundHeaders
{
    private const string McpPrefix = "Mcp-";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Compared with the message, or bound to its caller, before they go on.
    private static readonly string[] Protocol =
    [
        McpHeaders.SessionId,
        McpHeaders.ProtocolVersion,
        McpHeaders.Method,
        McpHeaders.Name,
    ];

    private BoundHeaders(IReadOnlyList<(string Name, IReadOnlyList<string> Values)> items) => Items = items;

    /// <summary>No headers.</summary>
    public static BoundHeaders None { get; } = new([]);

    /// <summary>Names in lower case, in ordinal order, each with its values in the order in which they came.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Items { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Items.Count == 0;

    /// <summary>Picks a request's headers.</summary>
    /// <param name="headers">Headers of the request.</param>
    /// <param name="forwarded">Names that the server's setting lets through.</param>
    /// <param name="bound">The headers; none when there is a fault.</param>
    /// <returns>The fault; null when there is none.</returns>
    public static InspectionFault? Read(IHeaderDictionary headers, IReadOnlyList<string> forwarded, out BoundHeaders bound)
    {
        bound = None;
        List<(string, IReadOnlyList<string>)>? found = null;
        foreach (var (name, values) in headers)
        {
            if (!IsBound(name, forwarded))
            {
                continue;
            }

            string[] texts = [.. values.Select(value => value ?? "")];
            if (Array.Exists(texts, text => text.AsSpan().ContainsAnyExceptInRange(' ', '~')))
            {
                return new InspectionFault(
                    StatusCodes.Status400BadRequest,
                    GatewayError.InvalidRequest,
                    "A header that is forwarded to the server may hold visible ASCII characters only."
                );
            }

            (found ??= []).Add((name.ToLowerInvariant(), texts));
        }

        found?.Sort(static (left, right) => string.CompareOrdinal(left.Item1, right.Item1));
        bound = found is null ? None : new BoundHeaders(found);
        return null;
    }

    /// <summary>Returns the headers with each value changed.</summary>
    /// <param name="change">Gets a name and a value, returns the new value.</param>
    public BoundHeaders Select(Func<string, string, string> change) =>
        new([
            .. Items.Select(item =>
                (item.Name, (IReadOnlyList<string>)[.. item.Values.Select(value => change(item.Name, value))])
            ),
        ]);

    /// <summary>Writes a JSON object of names and values; a header that came more than once has a list.</summary>
    /// <param name="more">A further header that belongs to it; null for none.</param>
    public byte[] ToJson((string Name, string Value)? more = null)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            foreach (var (name, values) in Items)
            {
                Write(json, name, values);
            }

            if (more is { } one)
            {
                json.WriteString(one.Name, one.Value);
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 1)
        {
            json.WriteString(name, values[0]);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static bool IsBound(string name, IReadOnlyList<string> forwarded) =>
        (
            name.StartsWith(McpPrefix, StringComparison.OrdinalIgnoreCase)
            && !Protocol.Contains(name, StringComparer.OrdinalIgnoreCase)
        )
        || (
            forwarded.Count > 0
            && forwarded.Contains(name, StringComparer.OrdinalIgnoreCase)
            && !ForwardableHeaders.IsRefused(name)
        );
}
