namespace Portal.Data.Sessions;

/// <summary>
/// Represents what can change in a session's row besides its counters. Most groups change none of it, and an update that does not
/// name an indexed column leaves the index's pages alone.
/// </summary>
internal readonly record struct SessionDetails(
    string? Protocol,
    string? ClientName,
    string? ClientVersion,
    byte[]? ProtocolSessionHash,
    DateTimeOffset? Ended
)
{
    public static SessionDetails Of(SessionEntry session) =>
        new(session.Protocol, session.ClientName, session.ClientVersion, session.ProtocolSessionHash, session.Ended);
}
