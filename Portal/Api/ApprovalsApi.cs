using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;

namespace Portal.Api;

/// <summary><c>/api/v1/approvals</c> and <c>/api/v1/approval-windows</c>.</summary>
internal static class ApprovalsApi
{
    public static void MapApprovals(this IEndpointRouteBuilder api)
    {
        var approvals = api.MapGroup("/approvals").WithTags("Approvals");
        approvals
            .MapGet("/", SearchAsync)
            .WithSummary(
                "Held calls that match, newest first: all for approvers, administrators and auditors, one's own for others"
            );
        approvals.MapGet("/{id:guid}", GetAsync).WithSummary("One held call");
        approvals
            .MapGet("/{id:guid}/record", RecordAsync)
            .WithSummary("The signed record of how it ended: a compact JWS, application/jose")
            .Produces<string>(contentType: "application/jose");
        approvals
            .MapPost("/{id:guid}/approve", ApproveAsync)
            .WithSummary("Let it pass; with 'until' open a just-in-time window, with 'breakGlass' decide alone in an emergency");
        approvals.MapPost("/{id:guid}/deny", DenyAsync).WithSummary("Do not let it pass");
        approvals.MapPost("/{id:guid}/withdraw", WithdrawAsync).WithSummary("Take one's own call back while it waits");
        var windows = api.MapGroup("/approval-windows").WithTags("Approvals");
        windows.MapGet("/", WindowsAsync).WithSummary("Just-in-time windows, the one that ends last first");
        windows
            .MapDelete("/{id:guid}", RevokeAsync)
            .RequireAuthorization(PortalApi.Approver)
            .WithSummary("Close a window before its time");
    }

    private static async Task<Results<Ok<Page<TicketJson>>, ValidationProblem>> SearchAsync(
        [AsParameters] TicketQuery query,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        if (query.TryFilter(OnlyCaller(http.Caller()), out var filter, out var cursor) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = context.SearchTickets(filter);
        if (cursor is { } after)
        {
            var latest = new DateTimeOffset(after.Ticks, TimeSpan.Zero);
            found = found.Where(ticket => ticket.Created <= latest).Skip(after.Skip);
        }

        var rows = await found.Take(query.PageSize + 1).WithoutLargeTexts().ToListAsync(cancellationToken);
        var page = rows.Take(query.PageSize).ToList();
        var decisions = (await context.DecisionsOn(page.ConvertAll(ticket => ticket.Id)).ToListAsync(cancellationToken)).ToLookup(
            decision => decision.TicketId
        );
        var next = rows.Count > page.Count ? Cursor.After(page.ConvertAll(ticket => ticket.Created), cursor).ToString() : null;
        return TypedResults.Ok(
            new Page<TicketJson>(page.ConvertAll(ticket => TicketJson.Of(ticket, decisions[ticket.Id])), next)
        );
    }

    private static async Task<Results<Ok<TicketJson>, ProblemHttpResult>> GetAsync(
        Guid id,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleAsync(context, http.Caller(), id, cancellationToken) is { } ticket
            ? TypedResults.Ok(TicketJson.Of(ticket, await context.DecisionsOn(id).ToListAsync(cancellationToken)))
            : NotFound();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> RecordAsync(
        Guid id,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await VisibleAsync(context, http.Caller(), id, cancellationToken) switch
        {
            null => NotFound(),
            { Record: { } record } => TypedResults.Content(record, "application/jose"),
            _ => TypedResults.Problem(
                "The call still waits; there is a signed record once it has ended.",
                statusCode: StatusCodes.Status404NotFound
            ),
        };
    }

    private static Task<IResult> ApproveAsync(
        Guid id,
        ApproveInput input,
        HttpContext http,
        ApprovalService service,
        CancellationToken cancellationToken
    ) =>
        DecideAsync(
            id,
            new DecisionInput(
                input.BreakGlass ? DecisionKind.BreakGlass : DecisionKind.Approve,
                input.Justification,
                input.Until
            ),
            http,
            service,
            cancellationToken
        );

    private static Task<IResult> DenyAsync(
        Guid id,
        DenyInput input,
        HttpContext http,
        ApprovalService service,
        CancellationToken cancellationToken
    ) => DecideAsync(id, new DecisionInput(DecisionKind.Deny, input.Justification), http, service, cancellationToken);

    private static async Task<IResult> DecideAsync(
        Guid id,
        DecisionInput input,
        HttpContext http,
        ApprovalService service,
        CancellationToken cancellationToken
    ) => await AnswerAsync(http, await service.DecideAsync(id, input, ActorOf(http), cancellationToken), cancellationToken);

    private static async Task<IResult> WithdrawAsync(
        Guid id,
        HttpContext http,
        ApprovalService service,
        CancellationToken cancellationToken
    ) => await AnswerAsync(http, await service.WithdrawAsync(id, ActorOf(http), cancellationToken), cancellationToken);

    private static async Task<Ok<Page<WindowJson>>> WindowsAsync(
        bool? live,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var rows = await context
            .Windows(live == true ? now : null, OnlyCaller(http.Caller()))
            .Take(TicketQuery.MaxTake)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<WindowJson>(rows.ConvertAll(WindowJson.Of), null));
    }

    private static async Task<IResult> RevokeAsync(
        Guid id,
        HttpContext http,
        ApprovalService service,
        CancellationToken cancellationToken
    )
    {
        var result = await service.RevokeWindowAsync(id, ActorOf(http), cancellationToken);
        return result.IsDone ? TypedResults.NoContent() : Problem(result);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, DecisionResult result, CancellationToken cancellationToken)
    {
        if (!result.IsDone)
        {
            return Problem(result);
        }

        await using var context = await http
            .RequestServices.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        return TypedResults.Ok(
            TicketJson.Of(result.Ticket!, await context.DecisionsOn(result.Ticket!.Id).ToListAsync(cancellationToken))
        );
    }

    private static ProblemHttpResult Problem(DecisionResult result) =>
        TypedResults.Problem(
            result.Message,
            statusCode: result.Outcome switch
            {
                DecisionOutcome.NotFound => StatusCodes.Status404NotFound,
                DecisionOutcome.OwnRequest or DecisionOutcome.NotAllowed or DecisionOutcome.SignInTooOld =>
                    StatusCodes.Status403Forbidden,
                DecisionOutcome.ReasonMissing or DecisionOutcome.WindowNotAllowed => StatusCodes.Status400BadRequest,
                DecisionOutcome.Unrecorded => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status409Conflict,
            },
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["outcome"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString()),
            }
        );

    private static ApprovalActor ActorOf(HttpContext http)
    {
        var caller = http.Caller();
        return new ApprovalActor(caller.Id, caller.Kind, caller.Name, "token", null, http.Connection.RemoteIpAddress?.ToString());
    }

    private static Guid? OnlyCaller(Caller caller) => PortalRoles.SeesEveryTicket(caller.Roles) ? null : caller.Id;

    private static Task<ApprovalTicket?> VisibleAsync(
        PortalDbContext context,
        Caller caller,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        context
            .SearchTickets(new TicketFilter { OnlyCaller = OnlyCaller(caller) })
            .SingleOrDefaultAsync(ticket => ticket.Id == id, cancellationToken);

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such ticket.", statusCode: StatusCodes.Status404NotFound);
}
