using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Components;

namespace Portal.Tests.Host;

/// <summary>Starts the portal's own Program in this process, on Kestrel.</summary>
internal sealed class PortalFactory(IReadOnlyDictionary<string, string> settings, string environment, ILoggerProvider logs, Action<IServiceCollection> change) : WebApplicationFactory<App>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            // Open streams must not hold the end of a test up.
            services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
            services.AddSingleton(logs);
            change(services);
        });
    }
}
