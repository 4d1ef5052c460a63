namespace Portal.Tests.Host;

/// <summary>A portal that does not say in results what was masked.</summary>
public sealed class SilentMaskingHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:Masking:Notice"] = "false",
    };
}
