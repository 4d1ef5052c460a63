using System.ComponentModel.DataAnnotations;

namespace Portal.Gateway.Configuration;

/// <summary>
/// How much one caller, one address and one stream may ask for, so that nobody takes the portal away from the others. Ordinary
/// use meets none of them. Configuration section <c>Limits</c>.
/// </summary>
public sealed class LimitOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Limits";

    /// <summary>
    /// Calls of one caller that may be open at once, held ones and those whose body is still coming included; more get 429. 1 to
    /// 100,000, default 500.
    /// </summary>
    [Range(1, 100_000)]
    public int CallsPerCaller { get; set; } = 500;

    /// <summary>Streams (GET) of one caller that may be open at once; more get 429. 1 to 100,000, default 500.</summary>
    [Range(1, 100_000)]
    public int StreamsPerCaller { get; set; } = 500;

    /// <summary>
    /// Connections that may be open at once, those of people included; further ones are closed. 100 to 1,000,000, default 20,000.
    /// </summary>
    [Range(100, 1_000_000)]
    public int Connections { get; set; } = 20_000;

    /// <summary>Seconds that the body of a call may take to arrive; then 408. 1 to 3600, default 30.</summary>
    [Range(1, 3600)]
    public int BodySeconds { get; set; } = 30;

    /// <summary>
    /// Requests to the API of one caller, or without one of one address, a minute; more get 429. 1 to 1,000,000, default 3,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ApiRequestsPerMinute { get; set; } = 3_000;

    /// <summary>
    /// Searches of one caller that may run at once; more get 429 in the API and wait on the pages. 1 to 100, default 2.
    /// </summary>
    [Range(1, 100)]
    public int SearchesPerCaller { get; set; } = 2;

    /// <summary>Searches of all callers that may run at once. 1 to 1,000, default 4.</summary>
    [Range(1, 1_000)]
    public int Searches { get; set; } = 4;

    /// <summary>Seconds that a search may take; then it ends with 503. 1 to 3600, default 30.</summary>
    [Range(1, 3600)]
    public int SearchSeconds { get; set; } = 30;

    /// <summary>Megabytes of events that one stream may bring; then it ends. 1 to 1,000,000, default 1,024.</summary>
    [Range(1, 1_000_000)]
    public int StreamMegabytes { get; set; } = 1_024;

    /// <summary>Events that one stream may bring; then it ends. 1 to 2,000,000,000, default 1,000,000.</summary>
    [Range(1, 2_000_000_000)]
    public int StreamEvents { get; set; } = 1_000_000;

    /// <summary>Hours that one stream may last; then it ends, and the client opens another one. 1 to 720, default 24.</summary>
    [Range(1, 720)]
    public int StreamHours { get; set; } = 24;

    /// <summary>
    /// Refused requests without a good token that are answered and recorded one by one, from one address a minute, and refusals
    /// by a limit of one caller. Further ones get 429, and one record a minute says how many they were. 1 to 1,000,000, default
    /// 120.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RefusedPerAddressPerMinute { get; set; } = 120;

    /// <summary>The same, from all addresses. 1 to 1,000,000, default 600.</summary>
    [Range(1, 1_000_000)]
    public int RefusedPerMinute { get; set; } = 600;
}
