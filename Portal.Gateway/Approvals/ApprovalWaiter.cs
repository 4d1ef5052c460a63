namespace Portal.Gateway.Approvals;

/// <summary>
/// One call that waits in its connection: a wake-up and two times, no thread and no timer. The ticket's row is the truth.
/// </summary>
/// <param name="ticket">The ticket it waits for.</param>
/// <param name="deadline">Time stamp until which it waits.</param>
/// <param name="nextBeat">Time stamp at which the client should hear of it.</param>
internal sealed class ApprovalWaiter(Guid ticket, long deadline, long nextBeat)
{
    private readonly Lock _changing = new();
    private TaskCompletionSource<WakeReason>? _waking;
    private WakeReason _reason;
    private long _nextBeat = nextBeat;

    public Guid Ticket => ticket;

    /// <summary>Completes with the next reason to look up.</summary>
    public Task<WakeReason> NextAsync()
    {
        lock (_changing)
        {
            if (_reason != WakeReason.None)
            {
                var reason = _reason;
                _reason = WakeReason.None;
                return Task.FromResult(reason);
            }

            _waking = new TaskCompletionSource<WakeReason>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waking.Task;
        }
    }

    public void Wake(WakeReason reason)
    {
        TaskCompletionSource<WakeReason>? waking;
        lock (_changing)
        {
            waking = _waking;
            _waking = null;
            if (waking is null && reason > _reason)
            {
                _reason = reason;
            }
        }

        waking?.TrySetResult(reason);
    }

    /// <summary>Wakes it if its time has come.</summary>
    /// <param name="now">Time stamp.</param>
    /// <param name="beat">Time stamps between two beats.</param>
    public void Tick(long now, long beat)
    {
        if (now >= deadline)
        {
            Wake(WakeReason.Deadline);
        }
        else if (now >= _nextBeat)
        {
            _nextBeat = now + beat;
            Wake(WakeReason.Beat);
        }
    }
}
