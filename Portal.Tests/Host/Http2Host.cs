namespace Portal.Tests.Host;

/// <summary>A portal that speaks HTTP/2 in clear text, which has trailers.</summary>
public sealed class Http2Host : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Kestrel:EndpointDefaults:Protocols"] = "Http2",
    };
}
