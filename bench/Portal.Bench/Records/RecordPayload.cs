using System.Text.Json;

namespace Portal.Bench.Records;

/// <summary>Finds the call that a recorded message belongs to.</summary>
internal static class RecordPayload
{
    /// <summary>Null for anything but the request or the reply of a benchmark call.</summary>
    public static RecordRow? Read(string stream, long sequence, string direction, string payload)
    {
        bool reply = direction.Equals("response", StringComparison.OrdinalIgnoreCase);
        if (!reply && !direction.Equals("request", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        using var message = JsonDocument.Parse(payload);
        string holder = reply ? "result" : "params";
        if (
            !message.RootElement.TryGetProperty(holder, out JsonElement content)
            || (reply && !content.TryGetProperty("structuredContent", out content))
            || !content.TryGetProperty("arguments", out JsonElement arguments)
            || !arguments.TryGetProperty("client", out JsonElement client)
        )
        {
            return null;
        }

        return new RecordRow(stream, sequence, reply, new CallKey(client.GetInt32(), arguments.GetProperty("call").GetInt32()));
    }
}
