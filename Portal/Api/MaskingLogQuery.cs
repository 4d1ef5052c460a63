using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking;

namespace Portal.Api;

/// <summary>The filters of the masking log, as they stand in the query string.</summary>
internal sealed record MaskingLogQuery
{
    [FromQuery, Description("Not before this time, RFC 3339.")]
    public DateTimeOffset? From { get; init; }

    [FromQuery, Description("Before this time, RFC 3339.")]
    public DateTimeOffset? To { get; init; }

    [FromQuery, Description("Server name.")]
    public string? Server { get; init; }

    [FromQuery, Description("Tool, prompt or resource; '*' at the end matches any ending.")]
    public string? Tool { get; init; }

    [FromQuery, Description("Caller id, or part of a caller's name.")]
    public string? Caller { get; init; }

    [FromQuery, Description("Kind of value: pan, cvv, track, pin, or one of your own.")]
    public string? Kind { get; init; }

    [FromQuery, Description("Name of the masking policy.")]
    public string? Rule { get; init; }

    [FromQuery, Description("mask, redact, token or block.")]
    public string? Action { get; init; }

    [FromQuery, Description("Cursor of the page before.")]
    public string? After { get; init; }

    [FromQuery, Description("Items a page, 1 to 500; default 50.")]
    public int? Take { get; init; }

    /// <summary>Items a page.</summary>
    public int PageSize => Take ?? ListQuery.DefaultTake;

    /// <summary>The filter a caller may ask with: those who do not read every session see their own.</summary>
    /// <returns>What is wrong, by parameter; null when nothing is.</returns>
    public Dictionary<string, string[]>? TryFilter(Caller caller, out MaskingLogFilter filter)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Action is not null && !Enum.GetNames<MaskingAction>().Contains(Action, StringComparer.OrdinalIgnoreCase))
        {
            faults["action"] = ["One of mask, redact, token, block."];
        }

        if (Take is < 1 or > ListQuery.MaxTake)
        {
            faults["take"] = [$"1 to {ListQuery.MaxTake}."];
        }

        PositionCursor cursor = default;
        if (After is not null && !PositionCursor.TryParse(After, out cursor))
        {
            faults["after"] = ["Not a cursor; use 'next' of the page before."];
        }

        filter = new MaskingLogFilter
        {
            Records = new SessionFilter
            {
                From = From,
                To = To,
                Server = Server,
                Tool = Tool,
                Caller = Caller,
                OnlyCaller = PortalRoles.ReadsEverySession(caller.Roles) ? null : caller.Id,
            },
            Kind = Kind,
            Rule = Rule,
            Action = Action?.ToLowerInvariant(),
            AfterPosition = After is null ? null : cursor.Position,
            AfterOrdinal = cursor.Ordinal,
        };
        return faults.Count == 0 ? null : faults;
    }
}
