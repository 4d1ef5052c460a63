using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Components.Dashboard;

/// <summary>Represents what passed in a span, and in the one before it.</summary>
/// <param name="Points">The span, every bucket, oldest first.</param>
/// <param name="Total">Its sum.</param>
/// <param name="Before">The sum of the span before.</param>
public sealed record Traffic(IReadOnlyList<TrafficPoint> Points, TrafficPoint Total, TrafficPoint Before)
{
    /// <summary>Reads a span that ends now.</summary>
    public static async Task<Traffic> ReadAsync(
        PortalDbContext context,
        TrafficSpan span,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var bucket = span.Bucket.Ticks;
        var end = (now.UtcTicks / bucket) + 1;
        var half = span.Length.Ticks / bucket;
        var from = (end - (2 * half)) * bucket;

        // The ticks are cut into buckets by the database; grouping by the inner column lets SQL Server see that the two
        // expressions are one.
        var rows = await context
            .Database.SqlQuery<Row>(
                $"""
                SELECT "Bucket",
                       SUM(CASE WHEN "Direction" = 0 AND "From" = 0 THEN 1 ELSE 0 END) AS "Calls",
                       SUM(CASE WHEN "Outcome" = 2 AND "From" = 0 THEN 1 ELSE 0 END) AS "Denied",
                       SUM(CASE WHEN "Outcome" = 3 AND "From" = 0 THEN 1 ELSE 0 END) AS "Held",
                       SUM("MaskedCount") AS "Masked"
                FROM (
                    SELECT "Time" / {bucket} AS "Bucket", "Direction", "From", "Outcome", "MaskedCount"
                    FROM "Records" WHERE "Time" >= {from}) AS "Cut"
                GROUP BY "Bucket"
                """
            )
            .ToListAsync(cancellationToken);

        var byBucket = rows.ToDictionary(row => row.Bucket);
        var points = Enumerable
            .Range(0, (int)(2 * half))
            .Select(index => Point(end - (2 * half) + index, bucket, byBucket))
            .ToList();
        var shown = points[(int)half..];
        return new Traffic(shown, TrafficPoint.Sum(shown), TrafficPoint.Sum(points[..(int)half]));
    }

    private static TrafficPoint Point(long number, long bucket, Dictionary<long, Row> rows)
    {
        var time = new DateTimeOffset(number * bucket, TimeSpan.Zero);
        return rows.TryGetValue(number, out var row)
            ? new TrafficPoint(time, row.Calls, row.Denied, row.Held, row.Masked)
            : new TrafficPoint(time, 0, 0, 0, 0);
    }

    // 32-bit sums: SQL Server's type for SUM over int. Settable, for EF.
    private sealed class Row
    {
        public long Bucket { get; set; }

        public int Calls { get; set; }

        public int Denied { get; set; }

        public int Held { get; set; }

        public int Masked { get; set; }
    }
}
