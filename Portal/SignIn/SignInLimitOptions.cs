using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Portal.SignIn;

/// <summary>How much sign-in may cost, and whom it locks. Configuration section <c>Limits:SignIn</c>.</summary>
public sealed class SignInLimitOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Limits:SignIn";

    /// <summary>
    /// Attempts to sign in, to confirm a password or to use the set-up link that one address (of IPv6: one /64) may make in a
    /// minute; more are answered 429. 1 to 10000, default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int PerAddressPerMinute { get; set; } = 20;

    /// <summary>
    /// Such attempts in a minute over all addresses: this many for those that somebody has signed in from in the last 90 days,
    /// and as many for all others together, so that a flood from elsewhere takes nothing from people. 1 to 100000, default 120.
    /// </summary>
    [Range(1, 100_000)]
    public int PerMinute { get; set; } = 120;

    /// <summary>
    /// Passwords that are checked at once, likewise for known addresses and for others; each takes a processor for some 70 ms, at
    /// the lowest priority. 1 to 64, default half the processors.
    /// </summary>
    [Range(1, 64)]
    public int ConcurrentHashes { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Seconds that an attempt waits for its turn; then 429. 1 to 60, default 10.</summary>
    [Range(1, 60)]
    public int QueueSeconds { get; set; } = 10;

    /// <summary>
    /// Failed attempts on one account in a day, over all addresses that its person has not signed in from, after which it is
    /// locked for all of those for 30 minutes. One address alone locks for itself after 10 (PCI DSS 8.3.4). 10 to 1000, default
    /// 50; 10 counts as strictly as the standard reads.
    /// </summary>
    [Range(10, 1000)]
    public int AccountFailures { get; set; } = 50;

    /// <summary>Every value that is no number or out of range, by configuration key.</summary>
    internal static IEnumerable<string> FaultsOf(IConfiguration configuration) =>
        from property in typeof(SignInLimitOptions).GetProperties()
        let range = property.GetCustomAttribute<RangeAttribute>()!
        let text = configuration[$"{Section}:{property.Name}"]
        where text is not null && !(int.TryParse(text, out var number) && range.IsValid(number))
        select $"{Section}:{property.Name} is a whole number from {range.Minimum} to {range.Maximum}.";
}
