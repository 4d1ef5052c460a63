using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Sends one message to a receiver. Follows no redirects, keeps no cookies, reads no body, and never waits long.
/// </summary>
internal sealed class WebhookClient(TimeProvider time) : IDisposable
{
    /// <summary>How long a receiver may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MaxHeaderKilobytes = 16;

    private readonly HttpMessageInvoker _proxied = new(Handler(useProxy: true));
    private readonly HttpMessageInvoker _direct = new(Handler(useProxy: false));

    /// <summary>Sends it. Whatever goes wrong is an answer.</summary>
    public async Task<WebhookAnswer> SendAsync(
        WebhookOptions webhook,
        string id,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var url = new Uri(webhook.Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("Portal");
        WebhookSignature.Add(request, id, time.GetUtcNow(), body, webhook.Key);
        try
        {
            // The headers are all that counts; the body, whatever its length, is not read.
            using var response = await (url.IsLoopback ? _direct : _proxied).SendAsync(request, either.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(false, "no answer");
        }
        catch (HttpRequestException exception)
        {
            return new WebhookAnswer(
                false,
                exception.HttpRequestError == HttpRequestError.Unknown ? "unreachable" : exception.HttpRequestError.ToString()
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _proxied.Dispose();
        _direct.Dispose();
    }

    private static SocketsHttpHandler Handler(bool useProxy) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            ConnectTimeout = Patience,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };

    private WebhookAnswer Judge(HttpResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var asked = response.Headers.RetryAfter;
        return new WebhookAnswer(
            response.IsSuccessStatusCode,
            status,
            response.StatusCode == HttpStatusCode.Gone,
            asked?.Delta ?? (asked?.Date - time.GetUtcNow())
        );
    }
}
