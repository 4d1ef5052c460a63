using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Display;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>
/// Represents what was asked of the history, as it stands in the address. Each member is text; empty asks nothing.
/// </summary>
public sealed record TicketCriteria
{
    /// <summary>A state, lower case.</summary>
    public string? State { get; set; }

    /// <summary>Caller id or part of a name.</summary>
    public string? Caller { get; set; }

    /// <summary>Server name.</summary>
    public string? Server { get; set; }

    /// <summary>Tool name.</summary>
    public string? Tool { get; set; }

    /// <summary>Held at or after, UTC, <c>yyyy-MM-ddTHH:mm</c>.</summary>
    public string? From { get; set; }

    /// <summary>Held before, UTC, <c>yyyy-MM-ddTHH:mm</c>.</summary>
    public string? To { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    public bool IsEmpty => this == new TicketCriteria();

    /// <summary>Whether a text to search holds a card number, which must not stand in an address.</summary>
    public bool HoldsCardNumber => new[] { Caller, Server, Tool }.Any(CardNumbers.IsIn);

    /// <summary>The address of the search.</summary>
    public string ToUri(int page = 1) =>
        QueryHelpers.AddQueryString(
            "/approvals",
            new (string Name, string? Value)[]
            {
                ("tab", "history"),
                ("state", State),
                ("caller", Caller),
                ("server", Server),
                ("tool", Tool),
                ("from", From),
                ("to", To),
                ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
            }
                .Where(part => !string.IsNullOrWhiteSpace(part.Value))
                .Select(part => KeyValuePair.Create(part.Name, (string?)part.Value!.Trim()))
        );

    /// <summary>Returns what to ask of the database.</summary>
    public TicketFilter ToFilter(Guid? onlyCaller) =>
        new()
        {
            State = Enum.TryParse<TicketState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
            Caller = Given(Caller),
            Server = Given(Server),
            Tool = Given(Tool),
            From = Time(From),
            To = Time(To),
            OnlyCaller = onlyCaller,
        };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
