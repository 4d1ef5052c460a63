using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>What the property name over a value says about it.</summary>
/// <param name="IsCvv">It names a card verification code.</param>
/// <param name="IsProtocolIdentifier">It is the protocol's own: changing it would break the conversation, and it means nothing to anyone else.</param>
internal readonly record struct KeyContext(bool IsCvv, bool IsProtocolIdentifier)
{
    /// <summary>Reads the property name the reader stands on.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="level">1 for a message's own members, 2 for theirs …; 0 within a string that is JSON.</param>
    public static KeyContext Of(ref Utf8JsonReader reader, int level)
    {
        var protocol = (level == 1 && reader.ValueTextEquals("id"u8))
            || (level == 2 && (reader.ValueTextEquals("cursor"u8) || reader.ValueTextEquals("nextCursor"u8)
                || reader.ValueTextEquals("progressToken"u8) || reader.ValueTextEquals("requestId"u8)))
            || (level == 3 && reader.ValueTextEquals("progressToken"u8));
        if (!reader.ValueIsEscaped)
        {
            return new KeyContext(CvvDetector.IsKey(reader.ValueSpan), protocol);
        }

        Span<byte> name = stackalloc byte[128];
        return reader.ValueSpan.Length > name.Length ? default : new KeyContext(CvvDetector.IsKey(name[..reader.CopyString(name)]), protocol);
    }
}
