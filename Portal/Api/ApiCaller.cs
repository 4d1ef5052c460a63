using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Journal;

namespace Portal.Api;

/// <summary>Who calls the API, and the record of what they change.</summary>
internal static class ApiCaller
{
    /// <summary>The caller behind an authenticated request.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>()
        ?? throw new InvalidOperationException("No caller: the endpoint must require the bearer scheme.");

    /// <summary>Records an action of the caller; a problem when it cannot be recorded, and then it is not to be done.</summary>
    public static async Task<IResult?> RecordAsync(
        this HttpContext http,
        string action,
        params (string Name, string? Value)[] facts
    )
    {
        var journal = http.RequestServices.GetRequiredService<PortalJournal>();
        return await journal.RecordAsync(
            action,
            http.Caller().AsActor(),
            http.Connection.RemoteIpAddress?.ToString(),
            RecordOutcome.Ok,
            facts
        )
            ? null
            : TypedResults.Problem(
                "The action cannot be recorded right now, so it is refused. Try again later.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }
}
