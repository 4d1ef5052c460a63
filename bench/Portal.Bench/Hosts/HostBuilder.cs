using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Bench.Hosts;

/// <summary>A host on a loopback port that logs only trouble and ends with the process that started it.</summary>
internal static class HostBuilder
{
    public static WebApplicationBuilder Create(int port)
    {
        // A watched content root would make every write to the gateway's database below it an event in this process.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = ["--hostBuilder:reloadConfigOnChange=false"],
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        new Thread(EndWithParent) { IsBackground = true }.Start();
        return builder;
    }

    private static void EndWithParent()
    {
        while (Console.In.Read() >= 0) { }

        Environment.Exit(0);
    }
}
