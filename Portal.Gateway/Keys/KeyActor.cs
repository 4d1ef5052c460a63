namespace Portal.Gateway.Keys;

/// <summary>Who does something to a key.</summary>
/// <param name="Name">The person's or service account's name; null when it is the portal itself.</param>
/// <param name="SourceIp">From where; null when it is the portal itself.</param>
public sealed record KeyActor(string? Name, string? SourceIp)
{
    /// <summary>The portal itself.</summary>
    public static KeyActor Portal { get; } = new(null, null);
}
