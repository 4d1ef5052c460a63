using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Limits;

/// <summary>Represents what one stream may still bring, and until when.</summary>
internal sealed class StreamBudget : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly LimitOptions _options;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenSource _either;
    private long _bytes;
    private int _events;

    /// <summary>Begins the time of a stream.</summary>
    public StreamBudget(LimitOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _options = options;
        _end = new CancellationTokenSource(TimeSpan.FromHours(options.StreamHours), time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
    }

    /// <summary>Cancelled when the stream's time is over, or its client has left.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the stream's time is over.</summary>
    public bool IsOver => _end.IsCancellationRequested;

    /// <summary>The refusal of a stream whose time is over.</summary>
    public Refusal TimeIsOver => Over($"{_options.StreamHours} hours", nameof(LimitOptions.StreamHours));

    /// <summary>Counts an event; the refusal when the stream has brought enough.</summary>
    public Refusal? Note(int bytes)
    {
        _bytes += bytes;
        return ++_events > _options.StreamEvents ? Over($"{_options.StreamEvents} events", nameof(LimitOptions.StreamEvents))
            : _bytes > _options.StreamMegabytes * Megabyte
                ? Over($"{_options.StreamMegabytes} MB", nameof(LimitOptions.StreamMegabytes))
            : null;
    }

    public void Dispose()
    {
        _either.Dispose();
        _end.Dispose();
    }

    private static Refusal Over(string most, string setting) =>
        Refusals.OverLimit(
            $"The stream ends here: it has reached {most}, the most that one may bring or last "
                + $"({LimitOptions.Section}:{setting}). Open another one."
        );
}
