using System.Collections.Concurrent;
using Portal.Bench.Load;
using Portal.Bench.Processes;
using Portal.Bench.Records;

namespace Portal.Bench.Commands;

/// <summary>Clients call as fast as they can until the target is killed under them.</summary>
internal sealed class KillUnderLoad(Target target, int clients, int size, int[] lastCalls)
{
    private readonly ConcurrentQueue<string> _faults = new();
    private volatile bool _killed;

    public int Errors => _faults.Count;

    public string? FirstError => _faults.TryPeek(out string? fault) ? fault : null;

    /// <summary>Returns the calls whose replies were received whole.</summary>
    public List<CallKey> Run(TimeSpan killAfter)
    {
        List<CallKey>[] received = [.. Enumerable.Range(0, clients).Select(_ => new List<CallKey>())];
        Task[] work = [.. Enumerable.Range(1, clients).Select(client => Task.Run(() => WorkAsync(client, received[client - 1])))];
        Thread.Sleep(killAfter);
        _killed = true;
        target.Process.Kill();
        Task.WaitAll(work);
        return [.. received.SelectMany(calls => calls)];
    }

    private async Task WorkAsync(int client, List<CallKey> received)
    {
        using var caller = new Caller(new LoadShape(target, clients, size), client, lastCalls[client - 1]);
        string? fault;
        while ((fault = await caller.CallAsync()) is null)
        {
            received.Add(new CallKey(client, caller.LastCall));
        }

        lastCalls[client - 1] = caller.LastCall;

        // A broken connection is what the kill is for; anything before it is an error.
        if (!_killed)
        {
            _faults.Enqueue(fault);
        }
    }
}
