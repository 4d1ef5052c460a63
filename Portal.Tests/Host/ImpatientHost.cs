namespace Portal.Tests.Host;

/// <summary>A portal that waits one second for a server and takes replies of up to 1 MiB.</summary>
public sealed class ImpatientHost : PortalHost
{
    public const int MaxReplyBytes = 1024 * 1024;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:ServerTimeoutSeconds"] = "1",
        ["Gateway:MaxReplyBytes"] = $"{MaxReplyBytes}",
    };
}
