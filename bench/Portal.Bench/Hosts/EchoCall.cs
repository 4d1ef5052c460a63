using System.Text.Json;

namespace Portal.Bench.Hosts;

/// <summary>What of a JSON-RPC message its answer needs. Slices of the message, nothing is copied.</summary>
internal ref struct EchoCall
{
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> Arguments;
    public string Method;
    public string Name;
    public int Cursor;
    public int Gap;
    public int Size;
    public bool Cards;

    public static EchoCall Read(ReadOnlySpan<byte> message, int defaultSize)
    {
        var call = new EchoCall
        {
            Method = "",
            Name = "",
            Arguments = "{}"u8,
            Size = defaultSize,
        };
        var reader = new Utf8JsonReader(message);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                call.Id = Value(ref reader, message);
            }
            else if (reader.ValueTextEquals("method"u8))
            {
                reader.Read();
                call.Method = reader.ValueTextEquals("tools/call"u8) ? "tools/call" : reader.GetString()!;
            }
            else if (reader.ValueTextEquals("params"u8))
            {
                reader.Read();
                call.ReadParameters(ref reader, message);
            }
            else
            {
                reader.Skip();
            }
        }

        return call;
    }

    private void ReadParameters(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("arguments"u8))
            {
                Arguments = Value(ref reader, message);
                ReadArguments();
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                Name = reader.ValueTextEquals("echo"u8) ? "echo" : reader.GetString()!;
            }
            else if (reader.ValueTextEquals("cursor"u8))
            {
                reader.Read();
                Cursor = int.Parse(reader.ValueSpan);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadArguments()
    {
        var reader = new Utf8JsonReader(Arguments);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("size"u8))
            {
                reader.Read();
                Size = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("gap"u8))
            {
                reader.Read();
                Gap = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("cards"u8))
            {
                reader.Read();
                Cards = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return message[start..(int)reader.BytesConsumed];
    }
}
