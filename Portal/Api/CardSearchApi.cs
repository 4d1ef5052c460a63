using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Gateway.CardSearch;
using Portal.Gateway.Configuration;

#pragma warning disable MA0048 // the resource and its JSON shapes belong together

namespace Portal.Api;

/// <summary><c>/api/v1/card-search</c>.</summary>
internal static class CardSearchApi
{
    public static void MapCardSearch(this IEndpointRouteBuilder api) =>
        api.MapPost("/card-search", SearchAsync)
            .WithTags("Masking")
            .RequireAuthorization(PortalApi.Auditor)
            .Accepts<CardSearchInput>(MediaTypeNames.Application.Json)
            .Produces<CardSearchJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary(
                "Every record that touched a card, by its whole number, which is kept nowhere; the search itself is a record "
                    + "without the number"
            );

    private static async Task<IResult> SearchAsync(
        HttpContext http,
        CardLookup lookup,
        IDbContextFactory<PortalDbContext> contexts,
        IOptions<GatewayOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.QueryString.HasValue)
        {
            return Problem(
                "A card search takes no query string: addresses end up in logs and histories. Send the number in the body."
            );
        }

        PositionCursor? after = null;
        if (
            await CardSearchBody.ReadAsync(http.Request, cancellationToken) is not { } body
            || (body.After is not null && !TryParse(body.After, out after))
            || body.Take is < 1 or > ListQuery.MaxTake
        )
        {
            return Problem(
                "Send {{ \"pan\": \"…\" }} and, for further pages, \"after\" with 'next' of the page before and \"take\" from "
                    + $"1 to {ListQuery.MaxTake}."
            );
        }

        var found = await lookup.FindAsync(
            body.Pan,
            http.Caller().AsActor(),
            http.Connection.RemoteIpAddress?.ToString(),
            after?.Position,
            body.Take ?? ListQuery.DefaultTake,
            cancellationToken
        );
        switch (found.Outcome)
        {
            case CardLookupOutcome.NotACardNumber:
                return Problem("'pan' has 12 to 19 digits and nothing else but separators.");
            case CardLookupOutcome.Unrecorded:
                return TypedResults.Problem(
                    "The search cannot be recorded right now, so it is refused. Try again later.",
                    statusCode: StatusCodes.Status503ServiceUnavailable
                );
            default:
                await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
                {
                    var records = await RecordJson.ListOfAsync(context, [.. found.Records], cancellationToken);
                    return TypedResults.Ok(
                        new CardSearchJson(
                            found.Count,
                            records,
                            found.Next is { } next ? new PositionCursor(next).ToString() : null,
                            [.. found.Sessions.Select(session => SessionJson.Of(session, options.Value, time.GetUtcNow()))]
                        )
                    );
                }
        }
    }

    private static bool TryParse(string text, out PositionCursor? cursor)
    {
        cursor = PositionCursor.TryParse(text, out var parsed) ? parsed : null;
        return cursor is not null;
    }

    // Never a word of what was sent.
    private static ProblemHttpResult Problem(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>Represents what a card search takes.</summary>
/// <param name="Pan">The whole card number, 12 to 19 digits, with or without separators.</param>
/// <param name="After">Cursor of the page before.</param>
/// <param name="Take">Items a page, 1 to 500; default 50.</param>
internal sealed record CardSearchInput(string Pan, string? After = null, int? Take = null);

/// <summary>Represents what a card search found.</summary>
/// <param name="Count">Records that touched the card, on all pages.</param>
/// <param name="Items">A page of them, newest first.</param>
/// <param name="Next">Cursor of the next page for <c>after</c>; null on the last one.</param>
/// <param name="Sessions">The sessions they belong to.</param>
internal sealed record CardSearchJson(
    int Count,
    IReadOnlyList<RecordJson> Items,
    string? Next,
    IReadOnlyList<SessionJson> Sessions
);
