using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Portal.Gateway.Limits;

/// <summary>Ends the reading of a body that does not arrive in time. One that is there already costs nothing.</summary>
internal sealed class BodyDeadline(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(options.Value.BodySeconds);

    /// <summary>Waits for a body that is being read.</summary>
    /// <exception cref="BadHttpRequestException">It took too long.</exception>
    public async Task<T> WithinAsync<T>(HttpContext context, Task<T> reading)
    {
        if (reading.IsCompleted)
        {
            return await reading;
        }

        var body = context.Request.BodyReader;
        var timer = time.CreateTimer(_ => body.CancelPendingRead(), null, _limit, Timeout.InfiniteTimeSpan);
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
