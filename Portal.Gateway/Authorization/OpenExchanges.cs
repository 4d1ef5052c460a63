using System.Collections.Concurrent;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Authorization;

/// <summary>Holds the exchanges that are under way, each with what ends it.</summary>
internal sealed class OpenExchanges(TimeProvider time)
{
    private readonly ConcurrentDictionary<Exchange, CancellationTokenSource> _open = new();

    /// <summary>Gets how many are under way.</summary>
    public int Count => _open.Count;

    /// <summary>Adds an exchange.</summary>
    public void Add(Exchange exchange, CancellationTokenSource ending) => _open[exchange] = ending;

    /// <summary>Removes an exchange that is over.</summary>
    public void Remove(Exchange exchange) => _open.TryRemove(exchange, out _);

    /// <summary>Gets the exchanges that arrived so long ago.</summary>
    public IReadOnlyList<Exchange> OlderThan(TimeSpan age) =>
        [
            .. _open
                .Where(entry => entry.Key.CutOff is null && time.GetElapsedTime(entry.Key.ArrivedTimestamp) >= age)
                .Select(entry => entry.Key),
        ];

    /// <summary>Ends an exchange: its request to the server, and whatever waits in it.</summary>
    /// <param name="exchange">The exchange; why it ends is set on it before.</param>
    public async Task EndAsync(Exchange exchange)
    {
        try
        {
            if (_open.TryGetValue(exchange, out var ending))
            {
                await ending.CancelAsync();
            }
        }
        catch (ObjectDisposedException)
        {
            // It was over at the same moment.
        }
    }
}
