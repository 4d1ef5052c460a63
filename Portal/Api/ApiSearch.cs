using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Gateway.Limits;

namespace Portal.Api;

/// <summary>Searches that callers of the API ask for.</summary>
internal static class ApiSearch
{
    private const int RetrySeconds = 2;

    private const string Busy =
        "Too many searches run at once (Limits:SearchesPerCaller, Limits:Searches). Send one after the other.";
    private const string TooLong =
        "The search took too long and was ended (Limits:SearchSeconds). Narrow it by time, server or tool.";

    /// <summary>Runs a search within the limits; a problem where it could not run, or not to its end.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isPlain">Whether it only reads the newest of everything, which costs no more than showing it and has no
    /// limit.</param>
    /// <param name="search">The search; heeds its token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Results<Ok<T>, ValidationProblem, ProblemHttpResult>> SearchAsync<T>(
        this HttpContext http,
        bool isPlain,
        Func<CancellationToken, Task<T>> search,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (isPlain)
        {
            return TypedResults.Ok(await search(cancellationToken));
        }

        var result = await http
            .RequestServices.GetRequiredService<SearchLimiter>()
            .RunAsync(http.Caller().Id, search, cancellationToken);
        if (result.Outcome == SearchOutcome.Found)
        {
            return TypedResults.Ok(result.Value);
        }

        return result.Outcome == SearchOutcome.Busy
            ? await ApiLimits.TooManyAsync(http, Busy, RetrySeconds)
            : TypedResults.Problem(TooLong, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
