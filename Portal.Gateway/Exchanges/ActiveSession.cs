using System.Diagnostics.CodeAnalysis;
using Portal.Data.Sessions;

namespace Portal.Gateway.Exchanges;

/// <summary>Represents a session in use: what is stored of it, and what only the memory of this process knows.</summary>
public sealed class ActiveSession : SessionEntry
{
    private long _lastSeenTicks;

    /// <summary>Makes a session without a row.</summary>
    public ActiveSession() { }

    /// <summary>Makes the session of a stored row.</summary>
    [SetsRequiredMembers]
    public ActiveSession(Session row)
        : base(row) => Touch(row.LastSeen);

    /// <summary>Gets or sets whether the client said, in this process, that it can ask its user for a form.</summary>
    public bool CanElicit { get; set; }

    /// <summary>Gets or sets the client's <c>User-Agent</c> that was recorded last; null while none was.</summary>
    public string? RecordedUserAgent { get; set; }

    /// <summary>Gets the time of the latest message, in UTC ticks.</summary>
    public long LastSeenTicks => Interlocked.Read(ref _lastSeenTicks);

    /// <summary>Notes a message.</summary>
    public void Touch(DateTimeOffset time) => Interlocked.Exchange(ref _lastSeenTicks, time.UtcTicks);
}
