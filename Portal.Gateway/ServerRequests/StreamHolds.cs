using Portal.Gateway.Approvals;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.ServerRequests;

/// <summary>Keeps the requests that are held in one stream, and the way to its client for as long as it is open.</summary>
/// <param name="client">The client's end.</param>
/// <param name="left">Cancelled when the client has left or is cut off.</param>
internal sealed class StreamHolds(ClientEventStream client, CancellationToken left)
{
    /// <summary>Most requests that may be held in one stream.</summary>
    public const int Most = 5;

    private readonly SemaphoreSlim _releasing = new(1, 1);
    private readonly Lock _changing = new();
    private readonly List<HeldRequest> _held = [];
    private bool _isClosed;

    /// <summary>Gets or sets where the client would answer requests that come in the stream.</summary>
    public AnswerRoute Route { get; set; } = new(null, null);

    /// <summary>Whether as many requests are held as may be.</summary>
    public bool IsFull
    {
        get
        {
            lock (_changing)
            {
                return _held.Count >= Most;
            }
        }
    }

    /// <summary>Adds a request.</summary>
    public void Add(HeldRequest held)
    {
        lock (_changing)
        {
            _held.Add(held);
        }
    }

    /// <summary>Removes a request that waits no longer.</summary>
    public void Remove(HeldRequest held)
    {
        lock (_changing)
        {
            _held.Remove(held);
        }
    }

    /// <summary>Ends the wait of a request that the server has taken back.</summary>
    /// <param name="id">Its id as JSON text.</param>
    public void Cancel(string id)
    {
        lock (_changing)
        {
            foreach (var held in _held.Where(held => held.Request.Id == id))
            {
                held.IsCancelled = true;
                held.Waiter.Wake(WakeReason.Gone);
            }
        }
    }

    /// <summary>Sends the client an event; false when the stream is over or the event may not be sent.</summary>
    /// <param name="mayPass">Records that it passes, and says whether it may.</param>
    /// <param name="text">The event.</param>
    public async Task<bool> TryReleaseAsync(Func<Task<bool>> mayPass, ReadOnlyMemory<byte> text)
    {
        await _releasing.WaitAsync(CancellationToken.None);
        try
        {
            if (_isClosed || left.IsCancellationRequested || !await mayPass())
            {
                return false;
            }

            await client.WriteAsync(text, left);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has left meanwhile. It is on record as what was sent, like any event that a client did not live to read.
        }
        finally
        {
            _releasing.Release();
        }

        return true;
    }

    /// <summary>Ends it: nothing is sent from here on, and what is held waits no longer.</summary>
    public async Task CloseAsync()
    {
        await _releasing.WaitAsync(CancellationToken.None);
        _isClosed = true;
        _releasing.Release();
        lock (_changing)
        {
            _held.ForEach(held => held.Waiter.Wake(WakeReason.Gone));
        }
    }
}
