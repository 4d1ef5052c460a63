namespace Portal.Gateway.Notifications;

/// <summary>
/// When a message that was not taken is sent again: after about 2 s, then twice as long each time, at most half an hour; eleven
/// times in about an hour.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>Attempts in all.</summary>
    public const int MaxAttempts = 12;

    /// <summary>The longest wait, also one that a receiver asks for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait.</summary>
    /// <param name="attempts">How often it was tried, from 1.</param>
    /// <param name="random">From 0 to 1: receivers that were away together are not called together.</param>
    /// <param name="asked">What the receiver asked for (Retry-After); null when it did not.</param>
    public static TimeSpan After(int attempts, double random, TimeSpan? asked)
    {
        var whole = First * Math.Pow(2, Math.Min(attempts - 1, 20));
        var jittered = (whole < Longest ? whole : Longest) * (0.5 + (random / 2));
        return asked is { } least && least > jittered ? (least < Longest ? least : Longest) : jittered;
    }
}
