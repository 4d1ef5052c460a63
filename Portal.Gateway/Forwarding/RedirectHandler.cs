using System.Net;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Follows a server's 307 and 308 (RFC 9110, 15.4.8 and 15.4.9) with the same method and body, as long as they stay at the
/// registered scheme, host and port. Frameworks that want a slash at the end of an address answer so. Every other redirect is
/// handed back, and refused.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Most redirects followed for one request.</summary>
    public const int MaxRedirects = 3;

    /// <summary>
    /// Keeps the address of a request for this handler and leaves its origin: YARP logs the address that it sees, and a server's
    /// may hold a key.
    /// </summary>
    public static void KeepAddress(HttpRequestMessage request)
    {
        request.Options.Set(Address, request.RequestUri!);
        request.RequestUri = new Uri(request.RequestUri!.GetLeftPart(UriPartial.Authority));
    }

    private static HttpRequestOptionsKey<Uri> Address { get; } = new("portal-address");

    /// <summary>Where a request's body is found for sending it again.</summary>
    public static HttpRequestOptionsKey<ReadOnlyMemory<byte>> Body { get; } = new("portal-body");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var registered = request.Options.TryGetValue(Address, out var address) ? address : request.RequestUri!;
        request.RequestUri = registered;
        for (var followed = 0; ; followed++)
        {
            var reply = await base.SendAsync(request, cancellationToken);
            if (followed == MaxRedirects || TargetOf(reply, registered, request.RequestUri!) is not { } target)
            {
                return reply;
            }

            reply.Dispose();
            request.RequestUri = target;
            request.Content = CopyOf(request);
        }
    }

    private static Uri? TargetOf(HttpResponseMessage reply, Uri registered, Uri current) =>
        reply.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && reply.Headers.Location is { } location
        && Uri.TryCreate(current, location, out var target)
        && target.UserInfo.Length == 0
        && Uri.Compare(registered, target, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase)
            == 0
            ? target
            : null;

    // The first content has been read from the client's request and cannot be read twice.
    private static ByteArrayContent? CopyOf(HttpRequestMessage request)
    {
        if (request.Content is not { } sent)
        {
            return null;
        }

        if (!request.Options.TryGetValue(Body, out var body))
        {
            throw new InvalidOperationException(
                "The request's body is not at hand, so it cannot be sent to where the server redirects."
            );
        }

        var copy = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in sent.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        copy.Headers.ContentLength = body.Length;
        return copy;
    }
}
