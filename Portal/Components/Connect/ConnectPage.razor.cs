using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Routing;

namespace Portal.Components.Connect;

/// <summary>
/// Everything a caller needs for the first call: a token, the snippet for the client, and seeing the call arrive.
/// </summary>
public sealed partial class ConnectPage
{
    private IReadOnlyList<string> _servers = [];
    private IReadOnlyList<ClientSnippet> _snippets = [];
    private string _client = "claude-code";
    private string? _server;
    private string? _token;

    [SupplyParameterFromQuery(Name = "server")]
    private string? Server { get; set; }

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    [Inject]
    private IOptions<GatewayOptions> Gateway { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _servers =
        [
            .. Registry
                .Servers.Values.Where(server => server.Enabled)
                .Select(server => server.Name)
                .Order(StringComparer.Ordinal),
        ];
        _server = _servers.FirstOrDefault(server => server == Server) ?? (_servers.Count > 0 ? _servers[0] : null);
        Write();
    }

    private void ChooseServer(ChangeEventArgs e)
    {
        _server = e.Value?.ToString();
        Write();
    }

    private void Use(string? token)
    {
        _token = token;
        Write();
    }

    private void Write() => _snippets = _server is null ? [] : ClientSnippet.For(_server, Gateway.Value.PublicUrl, _token);
}
