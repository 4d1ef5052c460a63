namespace Portal.Tests.Host;

/// <summary>A portal that writes a comment on a stream after a second of silence, and waits a second for a server that does not say otherwise.</summary>
public sealed class KeepAliveHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:KeepAliveSeconds"] = "1",
        ["Gateway:ServerTimeoutSeconds"] = "1",
    };
}
