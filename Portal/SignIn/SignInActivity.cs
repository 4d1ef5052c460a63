using System.Collections.Concurrent;

namespace Portal.SignIn;

/// <summary>
/// When each sign-in was last used by its person, across tabs and circuits, and which are over. PCI DSS 8.2.8: 15 minutes without
/// activity end a sign-in. Only what a person does counts: a page that updates itself does not.
/// </summary>
internal sealed class SignInActivity(TimeProvider time)
{
    /// <summary>How long a sign-in lasts without activity.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, State> _states = new(StringComparer.Ordinal);
    private long _lastSweep;

    /// <summary>Raised when a sign-in is over.</summary>
    public event EventHandler<SignInEndedEventArgs>? Ended;

    /// <summary>Notes that the person did something. Does not bring back a sign-in that is over.</summary>
    public void Touch(string id)
    {
        var now = time.GetUtcNow();
        _states.AddOrUpdate(id, _ => new State(now, false), (_, state) => state.Over || now - state.Last >= IdleLimit ? state : state with { Last = now });
        Sweep(now);
    }

    /// <summary>Whether the sign-in was ended or has been idle too long. One that this process has not seen is judged by its cookie alone.</summary>
    public bool IsOver(string id) => Remaining(id) <= TimeSpan.Zero;

    /// <summary>How long the sign-in lasts without further activity.</summary>
    public TimeSpan Remaining(string id)
    {
        if (!_states.TryGetValue(id, out var state))
        {
            return IdleLimit;
        }

        return state.Over ? TimeSpan.Zero : IdleLimit - (time.GetUtcNow() - state.Last);
    }

    /// <summary>Ends a sign-in in every tab.</summary>
    public void End(string id)
    {
        _states[id] = new State(time.GetUtcNow(), true);
        Ended?.Invoke(this, new SignInEndedEventArgs(id));
    }

    // What is over is remembered for longer than any of its cookies can last.
    private void Sweep(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref _lastSweep);
        if (now.UtcTicks - last < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref _lastSweep, now.UtcTicks, last) != last)
        {
            return;
        }

        foreach (var (id, state) in _states)
        {
            if (now - state.Last > IdleLimit * 4)
            {
                _states.TryRemove(new KeyValuePair<string, State>(id, state));
            }
        }
    }

    private sealed record State(DateTimeOffset Last, bool Over);
}
