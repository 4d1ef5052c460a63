namespace PaymentsServer.Access;

/// <summary>
/// Refuses browsers' requests from other places than this machine with 403: the check against DNS rebinding that MCP asks of
/// servers (Streamable HTTP, security). Used where no API key is set; with one, a foreign page cannot get in anyway.
/// </summary>
internal sealed class LocalOriginMiddleware(RequestDelegate next)
{
    /// <summary>Checks one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback))
        {
            return next(context);
        }

        return Results
            .Problem(
                "Without an API key this server answers pages of this machine only.",
                statusCode: StatusCodes.Status403Forbidden
            )
            .ExecuteAsync(context);
    }
}
