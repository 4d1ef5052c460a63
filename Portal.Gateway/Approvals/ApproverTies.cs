using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Says whether who decides on a call is tied to it: nobody approves a call that they made, answer for, or could have made with a
/// token that they issued.
/// </summary>
internal static class ApproverTies
{
    /// <summary>Whether a person made the held call, or is or ever was tied to the account that did.</summary>
    public static async Task<bool> IsTiedAsync(PortalDbContext context, ApprovalTicket ticket, ApprovalActor actor)
    {
        List<AccountReference> accounts = [new(ticket.CallerKind, ticket.CallerId, ticket.CallerName)];
        if (ticket is { TokenIssuerKind: { } kind, TokenIssuerId: { } id, TokenIssuerName: { } name })
        {
            accounts.Add(new AccountReference(kind, id, name));
        }

        var people = await context.PeopleTiedToAsync(accounts, CancellationToken.None);
        var email = await context
            .Users.Where(person => person.Id == actor.Id)
            .Select(person => person.Email)
            .FirstOrDefaultAsync();
        return people.Include(actor.Id, actor.Name) || people.Include(actor.Id, email);
    }

    /// <summary>
    /// Whether one of those who approved has come to be tied to the caller since, such as by issuing a token for it: then what
    /// they approved is not used. Asked whenever an approval or a window would let a call pass, which is after its token was
    /// issued.
    /// </summary>
    /// <param name="context">The database.</param>
    /// <param name="ticket">The ticket that was approved.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<bool> HasTiedApproverAsync(
        PortalDbContext context,
        Guid ticket,
        AccountReference caller,
        CancellationToken cancellationToken
    )
    {
        var approvers = await context
            .DecisionsOn(ticket)
            .Where(decision => decision.Decision != DecisionKind.Deny)
            .Select(decision => new { decision.ApproverId, decision.ApproverName })
            .ToListAsync(cancellationToken);
        var people = await context.PeopleTiedToAsync([caller], cancellationToken);
        return approvers.Exists(approver => people.Include(approver.ApproverId, approver.ApproverName));
    }
}
