namespace Portal.Tests.Host;

/// <summary>A portal that masks more.</summary>
public sealed class StrictMaskingHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:Masking:Sensitivity"] = "strict",
    };
}
