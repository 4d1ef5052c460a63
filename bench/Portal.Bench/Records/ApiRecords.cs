using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Bench.Processes;

namespace Portal.Bench.Records;

/// <summary>Reads records back as an auditor does: <c>GET /api/v1/records</c>, newest first, page by page.</summary>
internal static class ApiRecords
{
    private const int PageSize = 500;

    /// <param name="setup">The gateway, running.</param>
    /// <param name="from">Nothing older; null for everything.</param>
    public static List<RecordRow> Read(GatewaySetup setup, DateTimeOffset? from)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", setup.AuditorToken);
        string filter =
            $"{setup.Origin}/api/v1/records?server={GatewaySeed.Server}&take={PageSize}"
            + (from is { } time ? $"&from={Uri.EscapeDataString(time.UtcDateTime.ToString("O"))}" : "");
        var rows = new List<RecordRow>();
        string? next = null;
        do
        {
            using JsonDocument page = Get(client, next is null ? filter : $"{filter}&after={Uri.EscapeDataString(next)}");
            rows.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(Row).OfType<RecordRow>());
            next = page.RootElement.GetProperty("next").GetString();
        } while (next is not null);
        return rows;
    }

    private static RecordRow? Row(JsonElement record) =>
        record.TryGetProperty("payload", out JsonElement payload) && payload.GetString() is { } text
            ? RecordPayload.Read(
                record.GetProperty("stream").ToString(),
                record.GetProperty("sequence").GetInt64(),
                record.GetProperty("direction").GetString()!,
                text
            )
            : null;

    private static JsonDocument Get(HttpClient client, string url)
    {
        using HttpResponseMessage response = client.GetAsync(url).GetAwaiter().GetResult();
        string body = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(body)
            : throw new BenchException($"GET {url} was answered with {(int)response.StatusCode}: {body}");
    }
}
