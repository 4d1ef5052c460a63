using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Origins;

/// <summary>
/// Cross-origin use of <c>/mcp</c> and of the metadata about it (Fetch, CORS protocol): no cookies, any header, for the origins
/// of <see cref="OriginPolicy"/>.
/// </summary>
public static class GatewayCors
{
    private const string Policy = "mcp";

    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    internal static IServiceCollection AddGatewayCors(this IServiceCollection services)
    {
        services.AddSingleton<HostPolicy>();
        services.AddSingleton<OriginPolicy>();
        services.AddCors();
        services
            .AddOptions<CorsOptions>()
            .Configure<OriginPolicy>(
                (cors, origins) =>
                    cors.AddPolicy(Policy, policy =>
                        policy
                            .SetIsOriginAllowed(origins.IsAllowed)
                            .WithMethods("GET", "POST", "DELETE")
                            .AllowAnyHeader()
                            .WithExposedHeaders(
                                McpHeaders.SessionId,
                                McpHeaders.ProtocolVersion,
                                HeaderNames.WWWAuthenticate,
                                HeaderNames.RetryAfter
                            )
                            .SetPreflightMaxAge(PreflightAge)
                    )
            );
        return services;
    }

    /// <summary>
    /// Answers preflights without a token and marks answers for allowed origins. Needs <see cref="GatewayServices.AddGateway"/>.
    /// </summary>
    public static IApplicationBuilder UseGatewayCors(this IApplicationBuilder app) =>
        app.UseMiddleware<PreflightMiddleware>().UseCors(Policy);
}
