using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Replies;

/// <summary>
/// Releases a status without a message: 202 for a notification, 405 for a refused GET, 404 for an unknown session.
/// </summary>
internal static class EmptyReply
{
    /// <exception cref="ReplyException">The client waits for a message on a stream that has begun.</exception>
    public static async Task ReleaseAsync(HttpContext http, Exchange exchange)
    {
        var response = http.Response;
        ReplyException.ThrowIfUnanswered(exchange, response.StatusCode);
        exchange.IsClosed =
            exchange.Messages.Count > 0
            && response.StatusCode is >= 200 and < 300
            && (
                !exchange.AwaitsResponse
                || response.StatusCode == StatusCodes.Status202Accepted
                || Exchanges.LegacyEndpoint.IsUsedBy(http.Request)
            );
        response.ContentType = null;
        response.ContentLength = response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified
            ? null
            : 0;
        await response.StartAsync(http.RequestAborted);
    }
}
