using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;

namespace Portal.Api;

/// <summary>The filters of sessions and records, as they stand in the query string.</summary>
internal sealed record ListQuery
{
    public const int DefaultTake = 50;
    public const int MaxTake = 500;

    [FromQuery, Description("Caller id, or part of a caller's name.")]
    public string? Caller { get; init; }

    [FromQuery, Description("Server name.")]
    public string? Server { get; init; }

    [FromQuery, Description("Tool, prompt or resource; '*' at the end matches any ending.")]
    public string? Tool { get; init; }

    [FromQuery, Description("Not before this time, RFC 3339.")]
    public DateTimeOffset? From { get; init; }

    [FromQuery, Description("Before this time, RFC 3339.")]
    public DateTimeOffset? To { get; init; }

    [FromQuery, Description("Text in the masked payload.")]
    public string? Text { get; init; }

    [FromQuery, Description("true: only what had values masked; false: only what had none.")]
    public bool? Masked { get; init; }

    [FromQuery, Description("ok, error, denied, held, approved or aborted.")]
    public string? Outcome { get; init; }

    [FromQuery, Description("Cursor of the page before.")]
    public string? After { get; init; }

    [FromQuery, Description("Items a page, 1 to 500; default 50.")]
    public int? Take { get; init; }

    /// <summary>Items a page.</summary>
    public int PageSize => Take ?? DefaultTake;

    /// <summary>The filter a caller may ask with: those who do not read every session see their own.</summary>
    /// <returns>What is wrong, by parameter; null when nothing is.</returns>
    public Dictionary<string, string[]>? TryFilter(Caller caller, out SessionFilter filter, out Cursor? cursor)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        cursor = null;
        RecordOutcome? outcome = null;
        if (Outcome is not null)
        {
            if (
                Enum.TryParse<RecordOutcome>(Outcome, ignoreCase: true, out var parsed)
                && Enum.IsDefined(parsed)
                && !char.IsAsciiDigit(Outcome[0])
            )
            {
                outcome = parsed;
            }
            else
            {
                faults["outcome"] = ["One of ok, error, denied, held, approved, aborted."];
            }
        }

        if (Take is < 1 or > MaxTake)
        {
            faults["take"] = [$"1 to {MaxTake}."];
        }

        if (After is not null)
        {
            if (Api.Cursor.TryParse(After, out var parsed))
            {
                cursor = parsed;
            }
            else
            {
                faults["after"] = ["Not a cursor; use 'next' of the page before."];
            }
        }

        filter = new SessionFilter
        {
            Caller = Caller,
            Server = Server,
            Tool = Tool,
            From = From,
            To = To,
            Text = Text,
            Masked = Masked,
            Outcome = outcome,
            OnlyCaller = PortalRoles.ReadsEverySession(caller.Roles) ? null : caller.Id,
        };
        return faults.Count == 0 ? null : faults;
    }
}
