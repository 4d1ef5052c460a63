using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Gateway.Recording;

namespace Portal.Api;

/// <summary>How often one caller may ask the API, and whoever is no caller from one address.</summary>
internal static class ApiLimits
{
    /// <summary>Name of the rate limiting policy.</summary>
    public const string Policy = "api";

    private const int Segments = 6;
    private const int DefaultRetrySeconds = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddApiLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RejectAsync;
            options.AddPolicy(Policy, http =>
                RateLimitPartition.GetSlidingWindowLimiter(SourceOf(http), _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value.ApiRequestsPerMinute,
                    Window = Window,
                    SegmentsPerWindow = Segments,
                })
            );
        });

    /// <summary>The answer to what is asked beyond a limit.</summary>
    public static async Task<ProblemHttpResult> TooManyAsync(HttpContext http, string detail, int retryAfterSeconds)
    {
        await http.RequestServices.GetRequiredService<RefusalLimiter>().SlowDownAsync(http.RequestAborted);
        http.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Where a refusal of a request is counted.</summary>
    public static RefusalSource SourceOf(HttpContext http) =>
        http.Features.Get<Caller>() is { } caller
            ? RefusalSource.OfCaller(caller)
            : RefusalSource.OfAddress(http.Connection.RemoteIpAddress);

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var http = rejected.HttpContext;
        var services = http.RequestServices;
        if (services.GetRequiredService<RefusalLimiter>().Takes(SourceOf(http)))
        {
            await services
                .GetRequiredService<PortalJournal>()
                .RecordAsync(
                    "api-refused",
                    http.Features.Get<Caller>()?.AsActor() ?? RecordActor.Anonymous,
                    http.Connection.RemoteIpAddress?.ToString(),
                    RecordOutcome.Denied,
                    ("status", "429"),
                    ("method", http.Request.Method),
                    ("path", http.Request.Path.Value)
                );
        }

        var most = services.GetRequiredService<IOptions<LimitOptions>>().Value.ApiRequestsPerMinute;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time)
            ? (int)Math.Ceiling(time.TotalSeconds)
            : DefaultRetrySeconds;
        var answer = await TooManyAsync(
            http,
            $"You may send {most} requests a minute (Limits:ApiRequestsPerMinute). Try again later.",
            Math.Max(1, wait)
        );
        await answer.ExecuteAsync(http);
    }
}
