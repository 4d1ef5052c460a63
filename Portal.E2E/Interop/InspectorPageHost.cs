using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Portal.E2E.Targets;

namespace Portal.E2E.Interop;

/// <summary>Serves the MCP Inspector's page on a free port; an origin of its own.</summary>
internal sealed class InspectorPageHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InspectorPageHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static async Task<InspectorPageHost> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Installed.InspectorPage) });
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
