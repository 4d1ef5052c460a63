using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Host;

/// <summary>
/// The portal, reached from whatever address a request says: this machine has one only. Twenty failures over all addresses lock
/// an account.
/// </summary>
public class AddressedHost : ApprovalHost
{
    public const string AddressHeader = "X-Test-Address";
    public const int AccountFailures = 20;

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(base.Settings, StringComparer.Ordinal) { ["Limits:SignIn:AccountFailures"] = $"{AccountFailures}" };

    protected override void Change(IServiceCollection services)
    {
        base.Change(services);
        services.AddTransient<IStartupFilter, Addressing>();
    }

    private sealed class Addressing : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                if (context.Request.Headers[AddressHeader] is [{ } address])
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                }

                return go(context);
            });
            next(app);
        };
    }
}
