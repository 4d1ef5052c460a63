using System.Collections.Concurrent;

namespace Portal.SignIn;

/// <summary>
/// When each sign-in was last used by its person, across tabs and circuits, and which are over. PCI DSS 8.2.8: 15 minutes without
/// activity end a sign-in. Only what a person does counts: a page that updates itself does not. <see cref="SignInStore"/> keeps
/// it over a restart.
/// </summary>
internal sealed class SignInActivity(TimeProvider time)
{
    /// <summary>How long a sign-in lasts without activity.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    // What is stored may be this much behind; it costs whoever is active that much of the limit when the process dies.
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, State> _states = new(StringComparer.Ordinal);
    private long _lastSweep;

    /// <summary>Raised when a sign-in is over.</summary>
    public event EventHandler<SignInEndedEventArgs>? Ended;

    /// <summary>Takes up a sign-in that is stored; one that is known already stays as it is.</summary>
    public void Begin(string id, DateTimeOffset last)
    {
        _states.TryAdd(id, new State(last, last, false, false));
        Sweep(time.GetUtcNow());
    }

    /// <summary>Whether this process knows the sign-in, good or over.</summary>
    public bool Knows(string id) => _states.ContainsKey(id);

    /// <summary>Notes that the person did something. Does not bring back a sign-in that is over.</summary>
    public void Touch(string id)
    {
        var now = time.GetUtcNow();
        if (_states.TryGetValue(id, out var state) && !state.IsOver && now - state.Last < IdleLimit)
        {
            _states.TryUpdate(id, state with { Last = now }, state);
        }
    }

    /// <summary>Whether the sign-in was ended, has been idle too long, or is not known.</summary>
    public bool IsOver(string id) => Remaining(id) <= TimeSpan.Zero;

    /// <summary>How long the sign-in lasts without further activity.</summary>
    public TimeSpan Remaining(string id) =>
        _states.TryGetValue(id, out var state) && !state.IsOver ? IdleLimit - (time.GetUtcNow() - state.Last) : TimeSpan.Zero;

    /// <summary>Ends a sign-in in every tab.</summary>
    public void End(string id)
    {
        var now = time.GetUtcNow();
        _states.AddOrUpdate(
            id,
            _ => new State(now, now, true, false),
            (_, state) => state.IsOver ? state : state with { IsOver = true }
        );
        Ended?.Invoke(this, new SignInEndedEventArgs(id));
    }

    /// <summary>
    /// Returns what is not stored yet: every end, and activity that is newer than what is stored by more than a minute, or at
    /// all.
    /// </summary>
    public IReadOnlyList<(string Id, DateTimeOffset Last, bool IsOver)> Unsaved(bool all) =>
        [
            .. _states
                .Where(pair =>
                    pair.Value is { IsOver: true, IsEndSaved: false }
                    || pair.Value.Last - pair.Value.Saved > (all ? TimeSpan.Zero : Coarse)
                )
                .Select(pair => (pair.Key, pair.Value.Last, pair.Value.IsOver)),
        ];

    /// <summary>Notes what has been stored.</summary>
    public void NoteSaved(string id, DateTimeOffset last, bool isOver)
    {
        while (
            _states.TryGetValue(id, out var state)
            && !_states.TryUpdate(id, state with { Saved = last, IsEndSaved = isOver }, state)
        )
        {
            // Touched meanwhile.
        }
    }

    // What is over is forgotten later than any of its circuits; unknown ones are over as well.
    private void Sweep(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref _lastSweep);
        if (
            now.UtcTicks - last < TimeSpan.TicksPerMinute
            || Interlocked.CompareExchange(ref _lastSweep, now.UtcTicks, last) != last
        )
        {
            return;
        }

        foreach (var (id, state) in _states)
        {
            if (now - state.Last > IdleLimit * 4 && (!state.IsOver || state.IsEndSaved))
            {
                _states.TryRemove(new KeyValuePair<string, State>(id, state));
            }
        }
    }

    private sealed record State(DateTimeOffset Last, DateTimeOffset Saved, bool IsOver, bool IsEndSaved);
}
