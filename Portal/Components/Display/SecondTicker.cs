namespace Portal.Components.Display;

/// <summary>One fast clock a circuit for what counts down; it stands still while nothing does.</summary>
internal sealed class SecondTicker(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private Action[] _watchers = [];
    private ITimer? _timer;

    /// <summary>Calls <paramref name="onTick"/> each second until the answer is disposed.</summary>
    public IDisposable Watch(Action onTick)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers, onTick];
            _timer ??= time.CreateTimer(_ => Tick(), null, Period, Period);
        }

        return new Subscription(this, onTick);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        foreach (var watcher in _watchers)
        {
            watcher();
        }
    }

    private void Remove(Action onTick)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers.Where(watcher => watcher != onTick)];
            if (_watchers.Length == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Subscription(SecondTicker ticker, Action onTick) : IDisposable
    {
        public void Dispose() => ticker.Remove(onTick);
    }
}
