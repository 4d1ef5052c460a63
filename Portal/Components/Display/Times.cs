using System.Globalization;

namespace Portal.Components.Display;

/// <summary>Points and spans of time as people read them.</summary>
internal static class Times
{
    /// <summary>For <c>datetime</c> attributes: RFC 3339 UTC with microseconds.</summary>
    public static string Machine(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The exact time, for hovering.</summary>
    public static string Exact(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Such as "now", "3 min ago", "in 2 days"; further away than 30 days the date.</summary>
    public static string Relative(DateTimeOffset value, DateTimeOffset now)
    {
        var span = now - value;
        var size = span.Duration();
        if (size < TimeSpan.FromSeconds(10))
        {
            return "now";
        }

        if (size >= TimeSpan.FromDays(30))
        {
            return value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var text = size switch
        {
            { TotalSeconds: < 60 } => $"{(int)size.TotalSeconds} s",
            { TotalMinutes: < 60 } => $"{(int)size.TotalMinutes} min",
            { TotalHours: < 24 } => $"{(int)size.TotalHours} h",
            _ => (int)size.TotalDays == 1 ? "1 day" : $"{(int)size.TotalDays} days",
        };
        return span > TimeSpan.Zero ? $"{text} ago" : $"in {text}";
    }

    /// <summary>A span such as "840 µs", "12 ms", "3.4 s", "5 min 02 s", "2 h 07 min".</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalMilliseconds: < 1 } => $"{span.TotalMicroseconds:0} µs",
            { TotalMilliseconds: < 10 } => $"{span.TotalMilliseconds:0.0} ms",
            { TotalSeconds: < 1 } => $"{span.TotalMilliseconds:0} ms",
            { TotalMinutes: < 1 } => $"{span.TotalSeconds:0.0} s",
            { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min {span.Seconds:00} s",
            { TotalDays: < 1 } => $"{(int)span.TotalHours} h {span.Minutes:00} min",
            _ => $"{(int)span.TotalDays} d {span.Hours} h",
        };

    /// <summary>A latency in microseconds.</summary>
    public static string Latency(long? microseconds) => microseconds is { } value ? Span(TimeSpan.FromMicroseconds(value)) : "";

    /// <summary>An offset from a start, such as "+3.402 s".</summary>
    public static string Offset(TimeSpan span)
    {
        var (sign, size) = (span < TimeSpan.Zero ? '-' : '+', span.Duration());
        return size.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{size.Minutes}:{size.Seconds:00}.{size.Milliseconds:000}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{sign}{(int)size.TotalHours}:{size.Minutes:00}:{size.Seconds:00}.{size.Milliseconds:000}"
            );
    }
}
