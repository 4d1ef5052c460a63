using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;

namespace Portal.E2E.Conformance.Fixture;

internal static class FixtureFilters
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Every list and read result says how long it may be kept (SEP-2549).</summary>
    public static IMcpRequestFilterBuilder AddCachingHints(this IMcpRequestFilterBuilder filters) => filters
        .AddListToolsFilter(next => async (request, cancellationToken) => Hint(await next(request, cancellationToken)))
        .AddListPromptsFilter(next => async (request, cancellationToken) => Hint(await next(request, cancellationToken)))
        .AddListResourcesFilter(next => async (request, cancellationToken) => Hint(await next(request, cancellationToken)))
        .AddListResourceTemplatesFilter(next => async (request, cancellationToken) => Hint(await next(request, cancellationToken)))
        .AddReadResourceFilter(next => async (request, cancellationToken) => Hint(await next(request, cancellationToken)));

    /// <summary>Closes the stream of <c>test_reconnection</c> before its result is sent; the client fetches it with Last-Event-ID (SEP-1699).</summary>
    public static IMcpRequestFilterBuilder AddPollingForReconnection(this IMcpRequestFilterBuilder filters) =>
        filters.AddCallToolFilter(next => async (request, cancellationToken) =>
        {
            var result = await next(request, cancellationToken);
            if (request.Params?.Name == "test_reconnection")
            {
                await request.EnablePollingAsync(TimeSpan.FromMilliseconds(300), cancellationToken);
            }

            return result;
        });

    private static T Hint<T>(T result)
        where T : ICacheableResult
    {
        result.TimeToLive = Fresh;
        result.CacheScope = CacheScope.Public;
        return result;
    }
}
