namespace Portal.Bench.Load;

/// <summary>
/// When the next call goes out: given the start of the run, a function that every client asks before each call. It waits if it
/// must and returns the moment from which latency counts, or <see cref="Paces.Stop"/>.
/// </summary>
internal delegate Func<ValueTask<long>> Pace(long start);
