using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portal.Data.Approvals;

namespace Portal.Api;

/// <summary>The filters of held calls, as they stand in the query string.</summary>
internal sealed record TicketQuery
{
    /// <summary>Most items a page.</summary>
    public const int MaxTake = 500;

    private const int DefaultTake = 50;

    [FromQuery, Description("pending, approved, denied, expired or withdrawn.")]
    public string? State { get; init; }

    [FromQuery, Description("Caller id, or part of a caller's name.")]
    public string? Caller { get; init; }

    [FromQuery, Description("Server name.")]
    public string? Server { get; init; }

    [FromQuery, Description("Tool name.")]
    public string? Tool { get; init; }

    [FromQuery, Description("Cursor of the page before.")]
    public string? After { get; init; }

    [FromQuery, Description("Items a page, 1 to 500; default 50.")]
    public int? Take { get; init; }

    /// <summary>Items a page.</summary>
    public int PageSize => Take ?? DefaultTake;

    /// <summary>The filter; what is wrong by parameter, null when nothing is.</summary>
    public Dictionary<string, string[]>? TryFilter(Guid? onlyCaller, out TicketFilter filter, out Cursor? cursor)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        TicketState? state = null;
        cursor = null;
        if (State is not null)
        {
            state = Enum.GetValues<TicketState>()
                .Select(known => (TicketState?)known)
                .FirstOrDefault(known => string.Equals(known.ToString(), State, StringComparison.OrdinalIgnoreCase));
            if (state is null)
            {
                faults["state"] = ["One of pending, approved, denied, expired, withdrawn."];
            }
        }

        if (Take is < 1 or > MaxTake)
        {
            faults["take"] = [$"1 to {MaxTake}."];
        }

        if (After is not null)
        {
            if (Api.Cursor.TryParse(After, out var place))
            {
                cursor = place;
            }
            else
            {
                faults["after"] = ["Not a cursor; use 'next' of the page before."];
            }
        }

        filter = new TicketFilter
        {
            State = state,
            Caller = Caller,
            Server = Server,
            Tool = Tool,
            OnlyCaller = onlyCaller,
        };
        return faults.Count == 0 ? null : faults;
    }
}
