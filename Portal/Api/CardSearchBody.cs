using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Api;

/// <summary>
/// The body of a card search, read by hand: the framework's binding would quote parts of a body that it cannot read in exceptions
/// and logs, and this one holds a whole card number.
/// </summary>
internal sealed record CardSearchBody(string? Pan, string? After, int? Take)
{
    private const int MaxBytes = 4096;

    /// <summary>
    /// Reads it; null when it is not an object of <c>pan</c>, <c>after</c> and <c>take</c>. The bytes are wiped.
    /// </summary>
    public static async Task<CardSearchBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaxBytes ? null : Parse(buffer.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            // What it was about would be a part of the body.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static CardSearchBody? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var body = new CardSearchBody(null, null, null);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name, reader.TokenType)
            {
                case ("pan", JsonTokenType.String):
                    body = body with { Pan = reader.GetString() };
                    break;
                case ("after", JsonTokenType.String or JsonTokenType.Null):
                    body = body with { After = reader.GetString() };
                    break;
                case ("take", JsonTokenType.Number) when reader.TryGetInt32(out var take):
                    body = body with { Take = take };
                    break;
                default:
                    return null;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? body : null;
    }

    /// <inheritdoc />
    public override string ToString() => nameof(CardSearchBody);
}
