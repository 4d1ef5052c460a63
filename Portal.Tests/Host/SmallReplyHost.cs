namespace Portal.Tests.Host;

/// <summary>A portal that takes replies of up to 1 MiB.</summary>
public sealed class SmallReplyHost : PortalHost
{
    public const int MaxReplyBytes = 1024 * 1024;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:MaxReplyBytes"] = $"{MaxReplyBytes}",
    };
}
