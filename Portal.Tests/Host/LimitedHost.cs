namespace Portal.Tests.Host;

/// <summary>The portal with narrow limits on sign-in.</summary>
public sealed class LimitedHost : AddressedHost
{
    public const int PerAddress = 4;
    public const int InAll = 9;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings, StringComparer.Ordinal)
    {
        ["Limits:SignIn:PerAddressPerMinute"] = $"{PerAddress}",
        ["Limits:SignIn:PerMinute"] = $"{InAll}",
        ["Limits:SignIn:ConcurrentHashes"] = "1",
        ["Limits:SignIn:QueueSeconds"] = "1",
    };
}
