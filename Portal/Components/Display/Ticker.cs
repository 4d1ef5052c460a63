namespace Portal.Components.Display;

/// <summary>One slow clock a circuit, so that relative times stay true without a timer each.</summary>
internal sealed class Ticker : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private readonly ITimer _timer;

    public Ticker(TimeProvider time) => _timer = time.CreateTimer(_ => Tick?.Invoke(this, EventArgs.Empty), null, Period, Period);

    public event EventHandler? Tick;

    public void Dispose() => _timer.Dispose();
}
