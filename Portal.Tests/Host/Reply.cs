using System.Net.Http.Headers;
using System.Text.Json;

namespace Portal.Tests.Host;

/// <summary>What a client got.</summary>
internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public JsonElement Error => Json.GetProperty("error");

    public int Code => Error.GetProperty("code").GetInt32();

    public JsonElement Id => Json.GetProperty("id");

    /// <summary>The text of a tool result.</summary>
    public string ToolText => Json.TryGetProperty("result", out var result) && result.TryGetProperty("content", out var content)
        ? content[0].GetProperty("text").GetString()!
        : "no tool result: " + Text;

    /// <summary>The cursor of the next page of a list.</summary>
    public string? Next => Json.GetProperty("next").GetString();

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];
}
