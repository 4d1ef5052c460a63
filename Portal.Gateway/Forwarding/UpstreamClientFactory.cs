using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.Forwarding;

/// <summary>Makes the clients that talk to servers: YARP's, with redirects within a server followed.</summary>
internal sealed class UpstreamClientFactory(ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);

        // The client's trace context goes on as it was checked; an activity of this process would add what else its request said, as baggage.
        handler.ActivityHeadersPropagator = null;
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) => new RedirectHandler(base.WrapHandler(context, handler));
}
