using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Keys;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Represents what makes two calls identical: caller, server, method, tool, arguments, further parameters, metadata and headers
/// that reach the server, as canonical JSON and hashed. Key order and number spelling do not count; one character does.
/// </summary>
/// <param name="Hash">32 bytes.</param>
/// <param name="KeyVersion">Version of the key of an HMAC-SHA-256; null for SHA-256.</param>
internal readonly record struct CallIdentity(byte[] Hash, int? KeyVersion)
{
    /// <summary>The identity of a call.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="server">The server.</param>
    /// <param name="tool">The tool, as it was written.</param>
    /// <param name="call">The call, as it was written.</param>
    /// <param name="bound">What reaches the server beside the parameters.</param>
    /// <param name="key">For a call in which something was masked; null otherwise.</param>
    public static CallIdentity Of(Guid caller, string server, string tool, ToolCall call, BoundContext bound, UsableKey? key)
    {
        return Of(Write(caller, server, tool, call, bound), key);
    }

    /// <summary>The identity of what a server asks of a client: the same for the same request in the same session only.</summary>
    /// <param name="exchange">The exchange in whose stream it came.</param>
    /// <param name="method">Its method.</param>
    /// <param name="id">Its id as JSON text.</param>
    /// <param name="parameters">Its parameters, as they came; null for none.</param>
    /// <param name="key">For a request in which something was masked; null otherwise.</param>
    public static CallIdentity OfServerRequest(
        Exchange exchange,
        string method,
        string id,
        JsonElement? parameters,
        UsableKey? key
    )
    {
        var output = new ArrayBufferWriter<byte>(512);
        output.Write("{"u8);
        if (parameters is { } arguments)
        {
            output.Write("\"arguments\":"u8);
            CanonicalJson.Write(arguments, output);
            output.Write(","u8);
        }

        WriteMember("\"caller\":"u8, exchange.Caller.Id.ToString(), output);
        WriteMember(",\"id\":"u8, id, output);
        WriteMember(",\"method\":"u8, method, output);
        WriteMember(",\"server\":"u8, exchange.Server, output);
        WriteMember(",\"session\":"u8, exchange.KnownSession?.Id.ToString() ?? "", output);
        output.Write("}"u8);
        return Of(output.WrittenSpan, key);
    }

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public static string Text(byte[] hash) => Convert.ToHexStringLower(hash);

    private static CallIdentity Of(ReadOnlySpan<byte> text, UsableKey? key)
    {
        if (key is null)
        {
            return new CallIdentity(SHA256.HashData(text), null);
        }

        var hash = new byte[UsableKey.HashLength];
        key.Hash(text, hash);
        return new CallIdentity(hash, key.Version);
    }

    private static void WriteMember(ReadOnlySpan<byte> name, string text, ArrayBufferWriter<byte> output)
    {
        output.Write(name);
        CanonicalJson.WriteString(text, output);
    }

    // An object of its own whose names stand in canonical order.
    private static ReadOnlySpan<byte> Write(Guid caller, string server, string tool, ToolCall call, BoundContext bound)
    {
        var output = new ArrayBufferWriter<byte>(512);
        output.Write("{"u8);
        if (call.Arguments is { } arguments)
        {
            output.Write("\"arguments\":"u8);
            CanonicalJson.Write(arguments, output);
            output.Write(","u8);
        }

        output.Write("\"caller\":"u8);
        CanonicalJson.WriteString(caller.ToString(), output);
        WriteObject(",\"headers\":"u8, bound.Headers, output);
        WriteObject(",\"meta\":"u8, bound.Meta, output);
        output.Write(",\"method\":\"tools/call\""u8);
        WriteObject(",\"parameters\":"u8, call.HasOthers ? call.OthersText() : null, output);

        output.Write(",\"server\":"u8);
        CanonicalJson.WriteString(server, output);
        output.Write(",\"tool\":"u8);
        CanonicalJson.WriteString(tool, output);
        output.Write("}"u8);
        return output.WrittenSpan;
    }

    private static void WriteObject(ReadOnlySpan<byte> name, string? text, ArrayBufferWriter<byte> output)
    {
        if (text is not null)
        {
            output.Write(name);
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxRequestDepth });
            CanonicalJson.Write(json.RootElement, output);
        }
    }
}
