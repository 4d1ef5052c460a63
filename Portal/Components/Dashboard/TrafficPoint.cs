namespace Portal.Components.Dashboard;

/// <summary>Represents what passed within one bucket of time.</summary>
/// <param name="Time">Start of the bucket.</param>
/// <param name="Calls">Requests from clients.</param>
/// <param name="Denied">Client messages that policy refused.</param>
/// <param name="Held">Client messages that waited for a person.</param>
/// <param name="Masked">Values masked.</param>
public sealed record TrafficPoint(DateTimeOffset Time, long Calls, long Denied, long Held, long Masked)
{
    /// <summary>The sum of points, at the first one's time.</summary>
    public static TrafficPoint Sum(IReadOnlyCollection<TrafficPoint> points) =>
        new(
            points.Count == 0 ? default : points.First().Time,
            points.Sum(point => point.Calls),
            points.Sum(point => point.Denied),
            points.Sum(point => point.Held),
            points.Sum(point => point.Masked)
        );
}
