using Microsoft.Extensions.Logging;
using Portal.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Makes the clients that talk to servers: YARP's, with redirects within a server followed, and connecting where servers may be
/// only.
/// </summary>
internal sealed class UpstreamClientFactory(UpstreamConnector connector, ILogger<ForwarderHttpClientFactory> logger)
    : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        connector.Guard(handler);

        // The client's trace context goes on as it was checked; an activity of this process would add what else its request said,
        // as baggage.
        handler.ActivityHeadersPropagator = null;
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new RedirectHandler(base.WrapHandler(context, handler));
}
