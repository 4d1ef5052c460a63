namespace PaymentsServer.Access;

/// <summary>
/// Ends quietly what is still open when a client leaves or deletes its session. In the revisions with sessions a cancelled call
/// gets no response and its stream stays open; the SDK throws when the session goes, which would log an error for an ordinary
/// event.
/// </summary>
internal sealed class CancelledCallMiddleware(RequestDelegate next)
{
    /// <summary>Passes one request on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            // Nothing to add: the stream ends here.
        }
    }
}
