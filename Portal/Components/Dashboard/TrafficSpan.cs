namespace Portal.Components.Dashboard;

/// <summary>A stretch of time up to now that the dashboard shows, cut into buckets.</summary>
/// <param name="Key">As it stands in the address.</param>
/// <param name="Text">As it is called.</param>
/// <param name="Length">How long.</param>
/// <param name="Bucket">Length of one point of the chart.</param>
/// <param name="Refresh">How often it is read anew.</param>
public sealed record TrafficSpan(string Key, string Text, TimeSpan Length, TimeSpan Bucket, TimeSpan Refresh)
{
    /// <summary>Gets what is offered; the first is the default.</summary>
    public static IReadOnlyList<TrafficSpan> All { get; } =
    [
        new("1h", "Last hour", TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10)),
        new("24h", "24 hours", TimeSpan.FromDays(1), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1)),
        new("7d", "7 days", TimeSpan.FromDays(7), TimeSpan.FromHours(4), TimeSpan.FromMinutes(5)),
    ];

    /// <summary>The span of that key, else the default.</summary>
    public static TrafficSpan Of(string? key) => All.FirstOrDefault(span => span.Key == key) ?? All[0];
}
