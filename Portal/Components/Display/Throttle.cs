namespace Portal.Components.Display;

/// <summary>
/// Does something soon after it is asked for, never twice at once and never more often than a pause allows, however often it is
/// asked for.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="pause">Shortest time between two runs.</param>
/// <param name="run">What is done; must not throw.</param>
internal sealed class Throttle(TimeProvider time, TimeSpan pause, Func<Task> run) : IDisposable
{
    private readonly Lock _changing = new();
    private ITimer? _timer;
    private long? _last;
    private bool _isUnderWay;
    private bool _isAsked;
    private bool _isOver;

    /// <summary>Asks for a run. Quick, and from any thread.</summary>
    public void Ask()
    {
        lock (_changing)
        {
            _isAsked = true;
            if (_isUnderWay || _isOver)
            {
                return;
            }

            _isUnderWay = true;
        }

        Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_changing)
        {
            _isOver = true;
            _timer?.Dispose();
        }
    }

    private void Start()
    {
        var wait = _last is { } last ? pause - time.GetElapsedTime(last) : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
        {
            _ = RunAsync();
            return;
        }

        lock (_changing)
        {
            _timer?.Dispose();
            _timer = _isOver ? null : time.CreateTimer(_ => _ = RunAsync(), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task RunAsync()
    {
        lock (_changing)
        {
            if (_isOver)
            {
                return;
            }

            _isAsked = false;
        }

        try
        {
            await run();
        }
        finally
        {
            Finish();
        }
    }

    private void Finish()
    {
        lock (_changing)
        {
            _last = time.GetTimestamp();
            if (!_isAsked)
            {
                _isUnderWay = false;
                return;
            }
        }

        Start();
    }
}
