using Microsoft.Extensions.Hosting;

namespace Portal.Tests.Host;

/// <summary>A portal as developers run it, whose errors and logs say more.</summary>
public sealed class DevelopmentHost : PortalHost
{
    protected override string EnvironmentName => Environments.Development;
}
