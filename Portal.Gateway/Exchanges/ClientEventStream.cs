using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Portal.Gateway.Exchanges;

/// <summary>
/// The client's end of an event stream. Writes one thing at a time, and a comment when nothing has been written for a while, so
/// that neither proxies nor clients take the stream for dead (WHATWG HTML, 9.2.7).
/// </summary>
internal sealed class ClientEventStream : IAsyncDisposable
{
    private static readonly ReadOnlyMemory<byte> Comment = ": keep-alive\n\n"u8.ToArray();

    private readonly HttpResponse _response;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ITimer? _timer;
    private long _written;
    private bool _isDisposed;

    private ClientEventStream(HttpResponse response, TimeSpan interval, TimeProvider time)
    {
        (_response, _interval, _time) = (response, interval, time);
        _written = time.GetTimestamp();
        _timer = interval > TimeSpan.Zero ? time.CreateTimer(OnTick, null, interval, Timeout.InfiniteTimeSpan) : null;
    }

    /// <summary>
    /// Sends status and headers, so that the client learns at once that the stream is open, however long the first event takes.
    /// </summary>
    /// <param name="response">The response; its status and media type are set.</param>
    /// <param name="interval">Silence after which a comment is written; zero for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ClientEventStream> StartAsync(
        HttpResponse response,
        TimeSpan interval,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        response.ContentLength = null;
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";

            // nginx and what follows it would hold events back.
            response.Headers["X-Accel-Buffering"] = "no";
            if (response.Headers.CacheControl.Count == 0)
            {
                response.Headers[HeaderNames.CacheControl] = "no-cache, no-transform";
            }
        }

        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        return new ClientEventStream(response, interval, time);
    }

    /// <summary>Writes whole events and sends them at once.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _response.Body.WriteAsync(bytes, cancellationToken);
            await _response.Body.FlushAsync(cancellationToken);
            _written = _time.GetTimestamp();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Ends the comments. The response itself stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        await _writing.WaitAsync();
        _isDisposed = true;
        _writing.Release();
    }

    private void OnTick(object? state) => _ = KeepAliveAsync();

    private async Task KeepAliveAsync()
    {
        // Somebody is writing: that keeps the stream alive too.
        var remaining = _interval;
        if (_writing.Wait(0))
        {
            try
            {
                remaining = _interval - _time.GetElapsedTime(_written);
                if (_isDisposed)
                {
                    return;
                }

                if (remaining <= TimeSpan.Zero)
                {
                    await _response.Body.WriteAsync(Comment);
                    await _response.Body.FlushAsync();
                    _written = _time.GetTimestamp();
                    remaining = _interval;
                }
            }
            catch (Exception)
            {
                // The client is gone; whoever reads the server's stream is told by the request's own token.
                return;
            }
            finally
            {
                _writing.Release();
            }
        }

        _timer!.Change(remaining, Timeout.InfiniteTimeSpan);
    }
}
