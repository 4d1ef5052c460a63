using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;

namespace Portal.Gateway.Recording;

/// <summary>
/// Wraps headers into a message of the portal's own while they are masked, so that the places in the masking log say that they
/// are headers.
/// </summary>
internal static class RecordedHeaders
{
    private const string Name = "headers";

    /// <summary>Returns the message that holds the headers.</summary>
    /// <param name="headers">A JSON object of names and values.</param>
    public static ReadOnlyMemory<byte> Wrap(ReadOnlySpan<byte> headers) => (byte[])[.. "{\"headers\":"u8, .. headers, .. "}"u8];

    /// <summary>Returns the masked headers as a JSON object; null where there are none.</summary>
    public static string? TextOf(MaskedMessage? masked)
    {
        if (masked is not { } message)
        {
            return null;
        }

        using var json = JsonDocument.Parse(message.Json);
        return json.RootElement.TryGetProperty(Name, out var headers)
            ? headers.GetRawText()
            : Encoding.UTF8.GetString(message.Json.Span);
    }
}
