using Portal.Data.Sessions;

namespace Portal.Gateway.Keys;

/// <summary>Who does something to a key, or starts a search of the portal's storage.</summary>
/// <param name="Actor">The person, the service account or the portal itself.</param>
/// <param name="SourceIp">From where; null when it is the portal itself.</param>
public sealed record KeyActor(RecordActor Actor, string? SourceIp)
{
    /// <summary>The portal itself.</summary>
    public static KeyActor Portal { get; } = new(RecordActor.Portal, null);
}
