using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Inspection;

/// <summary>Puts in place the body that goes to the server: the inspected bytes, or nothing.</summary>
internal static class RequestBody
{
    private static readonly IHttpRequestBodyDetectionFeature Nothing = new NoBody();

    /// <summary>Sets the body of a POST.</summary>
    public static void Set(HttpRequest request, Exchange exchange, byte[] body)
    {
        exchange.Body = body;
        request.Body = new MemoryStream(body, writable: false);
        request.ContentLength = body.Length;
        request.Headers.TransferEncoding = default;
    }

    /// <summary>Takes away whatever framing of a body there is.</summary>
    public static void Clear(HttpRequest request)
    {
        request.Body = Stream.Null;
        request.ContentLength = null;
        request.Headers.TransferEncoding = default;
        request.HttpContext.Features.Set(Nothing);
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => false;
    }
}
