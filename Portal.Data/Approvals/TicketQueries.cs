using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Approvals;

/// <summary>Reads tickets, decisions and windows.</summary>
public static class TicketQueries
{
    private const string Escape = "\\";

    // Characters of arguments shown in a list.
    private const int MaxListed = 16 * 1024;

    /// <summary>Tickets that match, newest first.</summary>
    public static IQueryable<ApprovalTicket> SearchTickets(this PortalDbContext context, TicketFilter filter)
    {
        var tickets = NarrowCaller(context.ApprovalTickets.AsNoTracking(), filter);
        if (filter.State is { } state)
        {
            tickets = tickets.Where(ticket => ticket.State == state);
        }

        if (filter.Server is { } server)
        {
            tickets = tickets.Where(ticket => ticket.Server == server);
        }

        if (filter.Tool is { } tool)
        {
            tickets = tickets.Where(ticket => ticket.Tool == tool);
        }

        if (filter.Rule is { } rule)
        {
            tickets = tickets.Where(ticket => ticket.Rule == rule);
        }

        if (filter.From is { } from)
        {
            tickets = tickets.Where(ticket => ticket.Created >= from);
        }

        if (filter.To is { } to)
        {
            tickets = tickets.Where(ticket => ticket.Created < to);
        }

        return tickets.OrderByDescending(ticket => ticket.Created).ThenByDescending(ticket => ticket.Id);
    }

    /// <summary>One ticket.</summary>
    public static IQueryable<ApprovalTicket> Ticket(this PortalDbContext context, Guid id) =>
        context.ApprovalTickets.AsNoTracking().Where(ticket => ticket.Id == id);

    /// <summary>Returns what people said on a ticket, in order.</summary>
    public static IQueryable<ApprovalDecision> DecisionsOn(this PortalDbContext context, Guid ticket) =>
        context
            .ApprovalDecisions.AsNoTracking()
            .Where(decision => decision.TicketId == ticket)
            .OrderBy(decision => decision.Time)
            .ThenBy(decision => decision.Id);

    /// <summary>Returns what was said on several tickets, in order.</summary>
    public static IQueryable<ApprovalDecision> DecisionsOn(this PortalDbContext context, IReadOnlyCollection<Guid> tickets) =>
        context
            .ApprovalDecisions.AsNoTracking()
            .Where(decision => tickets.Contains(decision.TicketId))
            .OrderBy(decision => decision.Time)
            .ThenBy(decision => decision.Id);

    /// <summary>Earlier tickets of the same caller for the same tool, newest first.</summary>
    public static IQueryable<ApprovalTicket> HistoryOf(this PortalDbContext context, ApprovalTicket ticket) =>
        context
            .ApprovalTickets.AsNoTracking()
            .Where(other =>
                other.CallerId == ticket.CallerId
                && other.Server == ticket.Server
                && other.Tool == ticket.Tool
                && other.Id != ticket.Id
            )
            .OrderByDescending(other => other.Created)
            .ThenByDescending(other => other.Id);

    /// <summary>Windows, the one that ends last first.</summary>
    /// <param name="context">The database.</param>
    /// <param name="liveAt">Only those that are open at this time; null for all.</param>
    /// <param name="onlyCaller">Only one caller's; null for all.</param>
    public static IQueryable<ApprovalWindow> Windows(this PortalDbContext context, DateTimeOffset? liveAt, Guid? onlyCaller)
    {
        var windows = context.ApprovalWindows.AsNoTracking();
        if (liveAt is { } now)
        {
            windows = windows.Where(window => window.Revoked == null && window.From <= now && window.Until > now);
        }

        if (onlyCaller is { } caller)
        {
            windows = windows.Where(window => window.CallerId == caller);
        }

        return windows.OrderByDescending(window => window.Until).ThenByDescending(window => window.Id);
    }

    /// <summary>
    /// The tickets without arguments and parameters that are too long for a list, and without their signed records; one ticket
    /// alone has them.
    /// </summary>
    public static IQueryable<ApprovalTicket> WithoutLargeTexts(this IQueryable<ApprovalTicket> tickets) =>
        tickets.Select(ticket => new ApprovalTicket
        {
            Id = ticket.Id,
            State = ticket.State,
            CallerId = ticket.CallerId,
            CallerKind = ticket.CallerKind,
            CallerName = ticket.CallerName,
            OwnerId = ticket.OwnerId,
            TokenIssuerKind = ticket.TokenIssuerKind,
            TokenIssuerId = ticket.TokenIssuerId,
            TokenIssuerName = ticket.TokenIssuerName,
            Server = ticket.Server,
            Method = ticket.Method,
            Tool = ticket.Tool,
            Arguments = ticket.Arguments != null && ticket.Arguments.Length > MaxListed ? null : ticket.Arguments,
            Parameters = ticket.Parameters != null && ticket.Parameters.Length > MaxListed ? null : ticket.Parameters,
            Headers = ticket.Headers != null && ticket.Headers.Length > MaxListed ? null : ticket.Headers,
            Meta = ticket.Meta != null && ticket.Meta.Length > MaxListed ? null : ticket.Meta,
            CallHash = ticket.CallHash,
            HashKeyVersion = ticket.HashKeyVersion,
            Rule = ticket.Rule,
            RuleVersion = ticket.RuleVersion,
            Condition = ticket.Condition,
            Quorum = ticket.Quorum,
            ApproverRoles = ticket.ApproverRoles,
            Reauthenticate = ticket.Reauthenticate,
            WindowMinutes = ticket.WindowMinutes,
            Justification = ticket.Justification,
            Created = ticket.Created,
            Expires = ticket.Expires,
            SessionId = ticket.SessionId,
            Approvals = ticket.Approvals,
            Decided = ticket.Decided,
            BrokeGlass = ticket.BrokeGlass,
            GrantExpires = ticket.GrantExpires,
            Claimed = ticket.Claimed,
            Changed = ticket.Changed,
        });

    private static IQueryable<ApprovalTicket> NarrowCaller(IQueryable<ApprovalTicket> tickets, TicketFilter filter)
    {
        if (filter.OnlyCaller is { } only)
        {
            tickets = tickets.Where(ticket => ticket.CallerId == only || ticket.OwnerId == only);
        }

        if (filter.Caller is not { } caller)
        {
            return tickets;
        }

        var pattern = "%" + EscapeLike(caller) + "%";
        return Guid.TryParse(caller, out var id)
            ? tickets.Where(ticket => ticket.CallerId == id)
            : tickets.Where(ticket => EF.Functions.Like(ticket.CallerName, pattern, Escape));
    }

    private static string EscapeLike(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);
}
