using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Display;
using Portal.Data.Sessions;

namespace Portal.Components.Sessions;

/// <summary>
/// Represents what an auditor typed into the search, as it stands in the address. Each member is text; empty asks nothing.
/// </summary>
public sealed record SessionCriteria
{
    /// <summary>The time spans offered by name.</summary>
    public static IReadOnlyList<(string Value, string Text)> Spans { get; } =
    [("1h", "Last hour"), ("24h", "24 hours"), ("7d", "7 days"), ("30d", "30 days")];

    /// <summary>Caller id or part of a name.</summary>
    public string? Caller { get; set; }

    /// <summary>Server name.</summary>
    public string? Server { get; set; }

    /// <summary>Tool, prompt or resource.</summary>
    public string? Tool { get; set; }

    /// <summary>Text in masked payloads.</summary>
    public string? Text { get; set; }

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public string? Masked { get; set; }

    /// <summary>Outcome, lower case.</summary>
    public string? Outcome { get; set; }

    /// <summary>One of <see cref="Spans"/>; narrows to the time until now.</summary>
    public string? Span { get; set; }

    /// <summary>Start, UTC, <c>yyyy-MM-ddTHH:mm</c>.</summary>
    public string? From { get; set; }

    /// <summary>End, UTC, <c>yyyy-MM-ddTHH:mm</c>.</summary>
    public string? To { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    public bool IsEmpty => this == new SessionCriteria();

    /// <summary>
    /// Whether a text to search holds a card number. Such a search is refused: the number would stand in the address, the history
    /// and the logs.
    /// </summary>
    public bool HoldsCardNumber => new[] { Caller, Tool, Text }.Any(CardNumbers.IsIn);

    /// <summary>The address of the search.</summary>
    public string ToUri(string path) =>
        QueryHelpers.AddQueryString(
            path,
            new (string Name, string? Value)[]
            {
                ("caller", Caller),
                ("server", Server),
                ("tool", Tool),
                ("text", Text),
                ("masked", Masked),
                ("outcome", Outcome),
                ("span", Span),
                ("from", From),
                ("to", To),
            }
                .Where(part => !string.IsNullOrWhiteSpace(part.Value))
                .Select(part => KeyValuePair.Create(part.Name, (string?)part.Value!.Trim()))
        );

    /// <summary>
    /// Returns what to ask of the database. Never later than <paramref name="now"/>, so that the list stays put while new
    /// sessions begin.
    /// </summary>
    public SessionFilter ToFilter(DateTimeOffset now, Guid? onlyCaller) =>
        new()
        {
            Caller = Given(Caller),
            Server = Given(Server),
            Tool = Given(Tool),
            Text = Given(Text),
            Masked = Masked switch
            {
                "yes" => true,
                "no" => false,
                _ => null,
            },
            Outcome =
                Enum.TryParse<RecordOutcome>(Outcome, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome)
                    ? outcome
                    : null,
            From = Time(From) ?? now - SpanOf(Span),
            To = Time(To) ?? now.AddTicks(1),
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

    private static TimeSpan? SpanOf(string? span) =>
        span switch
        {
            "1h" => TimeSpan.FromHours(1),
            "24h" => TimeSpan.FromDays(1),
            "7d" => TimeSpan.FromDays(7),
            "30d" => TimeSpan.FromDays(30),
            _ => null,
        };
}
