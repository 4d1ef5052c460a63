namespace Portal.Tests.Host;

/// <summary>A portal that masks less.</summary>
public sealed class PreciseMaskingHost : PortalHost
{
    /// <summary>Numbers stay here on purpose that the default would mask.</summary>
    protected override bool LeavesNoCardData => false;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:Masking:Sensitivity"] = "precise",
    };
}
