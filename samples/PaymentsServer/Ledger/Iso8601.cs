using System.Globalization;

namespace PaymentsServer.Ledger;

/// <summary>Times as the ledger writes them in CSV, SQL and text: UTC, whole seconds, <c>2026-01-31T08:15:00Z</c>.</summary>
internal static class Iso8601
{
    /// <summary>Writes <paramref name="time"/>.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
