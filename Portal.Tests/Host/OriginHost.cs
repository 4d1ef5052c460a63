namespace Portal.Tests.Host;

/// <summary>A portal known as <c>portal.example.com</c> and by the names of <c>AllowedHosts</c>, which pages of another origin may use.</summary>
public sealed class OriginHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:PublicUrl"] = "https://portal.example.com",
        ["Gateway:AllowedOrigins:0"] = "https://agents.example.com",
        ["Gateway:AllowedOrigins:1"] = "http://localhost:3000/",
        ["AllowedHosts"] = "portal.internal;*.corp.example.com",
    };
}
