using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;
using Portal.Gateway.Authentication;
using Portal.Gateway.Authorization;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Forwarding;
using Portal.Gateway.Inspection;
using Portal.Gateway.Journal;
using Portal.Gateway.Limits;
using Portal.Gateway.Origins;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Replies;
using Portal.Gateway.Routing;
using Portal.Gateway.Sessions;
using Portal.Gateway.Storage;
using Portal.Gateway.Tasks;

namespace Portal.Gateway;

/// <summary>The way of a call.</summary>
public static class GatewayPipeline
{
    /// <summary>
    /// Maps <c>/mcp/{server}</c> and the protected resource metadata. Needs <see cref="GatewayServices.AddGateway"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<RecordWriter>() is null)
        {
            throw new InvalidOperationException(
                "The gateway's services are missing. Call services.AddGateway(configuration) before building the host."
            );
        }

        endpoints.MapReverseProxy(proxy =>
        {
            UseEntry(proxy); // 1 opens the exchange, 2 from which page, who calls
            proxy.UseMiddleware<CallerLimitMiddleware>(); //   how much the caller has open
            proxy.UseMiddleware<InspectionMiddleware>(); // 3 what is asked, read strictly
            proxy.UseMiddleware<StorageMiddleware>(); //   whether there is room for its records
            proxy.UseMiddleware<SessionMiddleware>(); // 4 which session it belongs to
            proxy.UseMiddleware<TaskMiddleware>(); //   and whose task it is about
            proxy.UseMiddleware<PolicyMiddleware>(); // 5 whether it may pass
            proxy.UseMiddleware<RevalidationMiddleware>(); //   and still may, as long as it is open
            proxy.UseMiddleware<JustificationMiddleware>(); // 6 answers to questions of the portal's own, which end here
            proxy.UseMiddleware<RequestMaskingMiddleware>(); // 7 what masking policies change in it, or withhold
            proxy.UseMiddleware<ApprovalMiddleware>(); // 8 whether a person must approve it first, as it will be sent
            proxy.UseMiddleware<CommitMiddleware>(); // 9 the request's record is durable
            proxy.UseMiddleware<ForwardingMiddleware>(); // 10 YARP forwards; UpstreamRequestTransform and ReplyTransform are on every route
        });
        MapUnrouted(endpoints);
        endpoints.MapGet(ProtectedResourceMetadata.Path, Describe).ExcludeFromDescription();
        return endpoints;
    }

    private static void UseEntry(IApplicationBuilder pipeline)
    {
        pipeline.UseMiddleware<RecordingMiddleware>();
        pipeline.UseMiddleware<LoopMiddleware>();
        pipeline.UseMiddleware<OriginMiddleware>();
        pipeline.UseMiddleware<AuthenticationMiddleware>();
    }

    // What no registered server's route takes: authenticated first, so that only callers learn which servers there are.
    private static void MapUnrouted(IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        UseEntry(pipeline);
        pipeline.Run(context =>
        {
            var exchange = Exchange.Of(context);
            var known = context.RequestServices.GetRequiredService<ServerRegistry>().Find(exchange.Server) is not null;
            if (known)
            {
                context.Response.Headers.Allow = "GET, POST, DELETE";
            }

            return context
                .RequestServices.GetRequiredService<Refusals>()
                .RefuseAsync(
                    context,
                    known
                        ? new Refusal(
                            StatusCodes.Status405MethodNotAllowed,
                            GatewayError.InvalidRequest,
                            "Use POST, GET or DELETE.",
                            RecordOutcome.Denied
                        )
                        : new Refusal(
                            StatusCodes.Status404NotFound,
                            GatewayError.InvalidRequest,
                            "No such server. The portal's Connect page lists the servers.",
                            RecordOutcome.Denied
                        )
                );
        });
        endpoints.Map("/mcp/{server}", pipeline.Build()).WithOrder(1).ExcludeFromDescription();
    }

    private static Results<Ok<ProtectedResourceMetadata>, NotFound> Describe(
        string server,
        ServerRegistry registry,
        IOptions<GatewayOptions> options
    ) =>
        registry.Find(server) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(ProtectedResourceMetadata.Of(options.Value.PublicUrl, server));
}
