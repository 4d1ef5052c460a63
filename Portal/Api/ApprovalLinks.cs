using Portal.Gateway.Notifications;

namespace Portal.Api;

/// <summary>
/// <c>/links/approvals/{id}</c>: where links in notifications lead. It looks at the signature and sends on to the ticket's page,
/// which asks for a sign-in.
/// </summary>
internal static partial class ApprovalLinks
{
    /// <summary>Maps it.</summary>
    public static void MapApprovalLinks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(TicketLink.Path + "{id:guid}", Follow).AllowAnonymous().ExcludeFromDescription();

    private static IResult Follow(
        Guid id,
        string? expires,
        string? signature,
        HttpContext http,
        TicketLink links,
        ILoggerFactory loggers
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        var state = links.Check(id, expires, signature);
        if (state == TicketLinkState.Good)
        {
            return TypedResults.LocalRedirect($"/approvals/{id}");
        }

        if (state == TicketLinkState.Expired)
        {
            return TypedResults.Text(
                "This link is too old. Sign in to the portal and look under Approvals.",
                statusCode: StatusCodes.Status410Gone
            );
        }

        LogRefused(loggers.CreateLogger(typeof(ApprovalLinks)), http.Connection.RemoteIpAddress?.ToString());
        return TypedResults.Text(
            "This portal did not make this link, or somebody has changed it. Do not follow what came with it; sign in to the "
                + "portal and look under Approvals.",
            statusCode: StatusCodes.Status400BadRequest
        );
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A link to a ticket that this portal did not make was followed from {Source}"
    )]
    private static partial void LogRefused(ILogger logger, string? source);
}
