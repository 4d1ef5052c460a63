using System.Collections.Concurrent;

namespace Portal.E2E.Transparency;

/// <summary>What the scripted server saw of one client, and the levers by which a test moves the server.</summary>
internal sealed class ScriptedSession
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<CapturedRequest> Requests { get; } = new();

    /// <summary>Completes when the server waits: for the gate, or for the client to go.</summary>
    public Task Waiting => _waiting.Task;

    /// <summary>Completes when the server sees that its client has gone.</summary>
    public Task Aborted => _aborted.Task;

    /// <summary>Lets an open stream send its second event and end.</summary>
    public void OpenGate() => _gate.TrySetResult();

    public async Task WaitForGateAsync(CancellationToken aborted)
    {
        _waiting.TrySetResult();
        try
        {
            await _gate.Task.WaitAsync(aborted);
        }
        catch (OperationCanceledException)
        {
            _aborted.TrySetResult();
            throw;
        }
    }
}
