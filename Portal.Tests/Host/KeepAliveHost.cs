namespace Portal.Tests.Host;

/// <summary>A portal that writes a comment on a stream after a second of silence.</summary>
public sealed class KeepAliveHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:KeepAliveSeconds"] = "1",
    };
}
