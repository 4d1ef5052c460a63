using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Gateway.Limits;

namespace Portal.Gateway.Replies;

/// <summary>Begins event streams to clients, kept alive as <see cref="GatewayOptions.KeepAliveSeconds"/> says.</summary>
internal sealed class ClientEventStreams(IOptions<GatewayOptions> options, IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>Begins to count what a stream brings, and its time.</summary>
    public StreamBudget Budget(CancellationToken cancellationToken) => new(limits.Value, time, cancellationToken);

    /// <summary>Begins the stream of a response whose status and media type are set.</summary>
    public Task<ClientEventStream> StartAsync(HttpResponse response, CancellationToken cancellationToken) =>
        ClientEventStream.StartAsync(response, TimeSpan.FromSeconds(options.Value.KeepAliveSeconds), time, cancellationToken);
}
