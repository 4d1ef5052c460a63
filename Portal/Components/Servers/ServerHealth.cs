using System.Collections.Concurrent;
using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>
/// Represents what the last test of each server found, shared by all pages, so that ten open pages do not test ten times.
/// </summary>
internal sealed class ServerHealth(ServerProbe probe, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, ServerCheck> _checks = new(StringComparer.Ordinal);

    /// <summary>The last check of a server as it is now; null when it changed since or was never tested.</summary>
    public ServerCheck? Last(ServerDefinition server) =>
        _checks.TryGetValue(server.Name, out var check) && ReferenceEquals(check.Server, server) ? check : null;

    /// <summary>Tests a server, unless it was tested within the last minute.</summary>
    public async Task<ServerCheck> CheckAsync(ServerDefinition server, bool anew, CancellationToken cancellationToken)
    {
        if (!anew && Last(server) is { } last && time.GetUtcNow() - last.Time < Fresh)
        {
            return last;
        }

        var check = new ServerCheck(server, await probe.TestAsync(server, cancellationToken), time.GetUtcNow());
        _checks[server.Name] = check;
        return check;
    }
}
