using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Limits;

/// <summary>Ends the reading of a body that does not arrive in time. For one that is there already no timer is made.</summary>
internal sealed class BodyDeadline(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(options.Value.BodySeconds);

    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="read">Reads it, and heeds the token.</param>
    /// <exception cref="BadHttpRequestException">It took too long.</exception>
    public async Task<T> WithinAsync<T>(HttpContext context, Func<HttpContext, CancellationToken, Task<T>> read)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var reading = read(context, end.Token);
        if (reading.IsCompleted)
        {
            return await reading;
        }

        var timer = time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(),
            end,
            _limit,
            Timeout.InfiniteTimeSpan
        );
        await using (timer)
        {
            try
            {
                return await reading;
            }
            catch (OperationCanceledException exception) when (!context.RequestAborted.IsCancellationRequested)
            {
                throw new BadHttpRequestException("The body took too long.", StatusCodes.Status408RequestTimeout, exception);
            }
        }
    }
}
