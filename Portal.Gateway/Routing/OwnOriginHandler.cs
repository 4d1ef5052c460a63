namespace Portal.Gateway.Routing;

/// <summary>
/// Lets requests go to one origin only, so that credentials for it are taken nowhere else, whatever address the server names.
/// </summary>
internal sealed class OwnOriginHandler(Uri origin, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <exception cref="ForeignOriginException">The request would leave the origin.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Uri.Compare(
            origin,
            request.RequestUri,
            UriComponents.SchemeAndServer,
            UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
            ? base.SendAsync(request, cancellationToken)
            : throw new ForeignOriginException();
}
