using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Exchanges;

/// <summary>Begins event streams to clients, kept alive as <see cref="GatewayOptions.KeepAliveSeconds"/> says.</summary>
internal sealed class ClientEventStreams(IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Begins the stream of a response whose status and media type are set.</summary>
    public Task<ClientEventStream> StartAsync(HttpResponse response, CancellationToken cancellationToken) =>
        ClientEventStream.StartAsync(response, TimeSpan.FromSeconds(options.Value.KeepAliveSeconds), time, cancellationToken);
}
