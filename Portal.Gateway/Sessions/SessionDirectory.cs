using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Sessions;

/// <summary>
/// Says which session a message belongs to. Where the protocol has session ids, the session follows the id and the id is bound to
/// its caller; elsewhere it is an idle window of one caller, server, address and client.
/// </summary>
public sealed class SessionDirectory : IDisposable
{
    private readonly IDbContextFactory<PortalDbContext> _contexts;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idle;
    private readonly ITimer _sweep;
    private readonly ConcurrentDictionary<ProtocolKey, ActiveSession> _byProtocolId = new();
    private readonly ConcurrentDictionary<WindowKey, ActiveSession> _byWindow = new();

    /// <summary>Creates the directory.</summary>
    public SessionDirectory(IDbContextFactory<PortalDbContext> contexts, IOptions<GatewayOptions> options, TimeProvider time)
    {
        _contexts = contexts;
        _time = time;
        _idle = TimeSpan.FromMinutes(options.Value.SessionIdleMinutes);
        _sweep = time.CreateTimer(_ => Sweep(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>Opens a session.</summary>
    public ActiveSession Open(
        Caller caller,
        string server,
        string sourceIp,
        string? clientName,
        string? clientVersion,
        string? protocol
    )
    {
        var now = _time.GetUtcNow();
        var session = new ActiveSession
        {
            Id = Guid.CreateVersion7(now),
            CallerId = caller.Id,
            CallerKind = caller.Kind,
            CallerName = caller.Name,
            Server = server,
            SourceIp = sourceIp,
            Started = now,
            ClientName = clientName,
            ClientVersion = clientVersion,
            Protocol = protocol,
        };
        session.Touch(now);
        return session;
    }

    /// <summary>
    /// Makes a session the one that later messages of the same caller, server, address and client without a session id belong to.
    /// </summary>
    public void Continue(ActiveSession session, string? client) => _byWindow[WindowKey.Of(session, client)] = session;

    /// <summary>The session of messages without a session id; opened when there is none or the last one has gone idle.</summary>
    public ActiveSession Window(
        Caller caller,
        string server,
        string sourceIp,
        string? clientName,
        string? clientVersion,
        string? protocol
    )
    {
        var client = clientName is null ? null : $"{clientName}/{clientVersion}";
        var key = new WindowKey(caller.Id, server, sourceIp, client);
        while (true)
        {
            if (!_byWindow.TryGetValue(key, out var session))
            {
                session = _byWindow.GetOrAdd(key, _ => Open(caller, server, sourceIp, clientName, clientVersion, protocol));
            }

            if (!IsIdle(session))
            {
                return session;
            }

            _byWindow.TryRemove(new KeyValuePair<WindowKey, ActiveSession>(key, session));
        }
    }

    /// <summary>
    /// The session a server's session id belongs to, also one from before a restart; null when no such id passed here.
    /// </summary>
    public async ValueTask<ActiveSession?> FindAsync(string server, string protocolSessionId, CancellationToken cancellationToken)
    {
        var hash = HashOf(protocolSessionId);
        var key = new ProtocolKey(server, TokenHash.FromBytes(hash));
        if (_byProtocolId.TryGetValue(key, out var known))
        {
            return known;
        }

        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var candidates = await context
            .Sessions.AsNoTracking()
            .Where(session => session.Server == server && session.ProtocolSessionHash == hash)
            .OrderByDescending(session => session.Started)
            .ToListAsync(cancellationToken);
        var row = candidates.Find(session => string.Equals(session.Server, server, StringComparison.Ordinal));
        return row is null ? null : _byProtocolId.GetOrAdd(key, new ActiveSession(row));
    }

    /// <summary>
    /// Binds a session id that a server gave to its session. False when the id is bound to another caller already.
    /// </summary>
    public async ValueTask<bool> BindAsync(ActiveSession session, string protocolSessionId, CancellationToken cancellationToken)
    {
        if (
            await FindAsync(session.Server, protocolSessionId, cancellationToken) is { } earlier
            && earlier.CallerId != session.CallerId
        )
        {
            return false;
        }

        var hash = HashOf(protocolSessionId);
        var bound = _byProtocolId.GetOrAdd(new ProtocolKey(session.Server, TokenHash.FromBytes(hash)), session);
        if (bound.CallerId != session.CallerId)
        {
            return false;
        }

        session.ProtocolSessionHash = hash;
        return true;
    }

    /// <summary>Ends a session at its client's wish; its id stays known, so that nobody else can take it.</summary>
    public void End(ActiveSession session) => session.Ended = _time.GetUtcNow();

    /// <summary>Number of sessions held in memory.</summary>
    public int Count => _byProtocolId.Count + _byWindow.Count;

    /// <inheritdoc />
    public void Dispose() => _sweep.Dispose();

    private static byte[] HashOf(string protocolSessionId) => SHA256.HashData(Encoding.UTF8.GetBytes(protocolSessionId));

    private bool IsIdle(ActiveSession session) => _time.GetUtcNow().UtcTicks - session.LastSeenTicks > _idle.Ticks;

    // What is idle leaves memory only; a session id that comes back is found in the database.
    private void Sweep()
    {
        foreach (var pair in _byProtocolId.Where(pair => pair.Value.Stored && IsIdle(pair.Value)))
        {
            _byProtocolId.TryRemove(pair);
        }

        foreach (var pair in _byWindow.Where(pair => IsIdle(pair.Value)))
        {
            _byWindow.TryRemove(pair);
        }
    }

    private readonly record struct ProtocolKey(string Server, TokenHash Hash);

    private readonly record struct WindowKey(Guid CallerId, string Server, string SourceIp, string? Client)
    {
        public static WindowKey Of(ActiveSession session, string? client) =>
            new(session.CallerId, session.Server, session.SourceIp, client);
    }
}
