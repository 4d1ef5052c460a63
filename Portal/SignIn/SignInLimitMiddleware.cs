namespace Portal.SignIn;

/// <summary>
/// Answers attempts to sign in beyond <see cref="SignInLimitOptions"/> with 429, before cookie, form and page cost anything. The
/// answer takes a second: who repeats it at once, on as many connections as it likes, gets no further.
/// </summary>
internal sealed class SignInLimitMiddleware(RequestDelegate next, SignInLimits limits, SignInAlarms alarms)
{
    /// <summary>Value of <c>Retry-After</c>, in seconds: by then every attempt of the last minute has lapsed.</summary>
    public const string RetryAfter = "60";

    /// <summary>Holds what somebody is told.</summary>
    public const string Advice = "There are too many sign-in attempts right now. Wait a minute, then try again.";

    private const int MostWaiting = 1000;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private int _waiting;

    public Task InvokeAsync(HttpContext context) =>
        IsAttempt(context) && !limits.TryTake(SignInOrigin.Of(context).Network) ? RefuseAsync(context) : next(context);

    private static bool IsAttempt(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<SignInAttemptAttribute>() is { } attempt
        && (attempt.CountsReads || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)));

    private async Task RefuseAsync(HttpContext context)
    {
        await alarms.LimitedAsync(SignInOrigin.Of(context));
        await WaitAsync(context.RequestAborted);
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var isPage = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = RetryAfter;
        context.Response.ContentType = isPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        await context.Response.WriteAsync(isPage ? Page : Advice, context.RequestAborted);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) <= MostWaiting)
            {
                await Task.Delay(Delay, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // It did not wait for the answer.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private const string Page = $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Too many attempts · Portal</title>
          <link rel="stylesheet" href="/portal.css">
        </head>
        <body>
          <main class="sign-in">
            <div class="sign-in-card">
              <h1>Too many attempts</h1>
              <p>{Advice}</p>
              <a class="button button-primary button-wide" href="/sign-in">Go to sign-in</a>
            </div>
          </main>
        </body>
        </html>
        """;
}
