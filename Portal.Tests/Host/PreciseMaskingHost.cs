namespace Portal.Tests.Host;

/// <summary>A portal that masks less.</summary>
public sealed class PreciseMaskingHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:Masking:Sensitivity"] = "precise",
    };
}
