using System.Collections.Concurrent;
using System.Net.Sockets;
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
        Thread[] threads = [.. Enumerable.Range(1, clients).Select(client => new Thread(() => Work(client, received[client - 1])))];
        Array.ForEach(threads, thread => thread.Start());
        Thread.Sleep(killAfter);
        _killed = true;
        target.Process.Kill();
        Array.ForEach(threads, thread => thread.Join());
        return [.. received.SelectMany(calls => calls)];
    }

    private void Work(int client, List<CallKey> received)
    {
        Caller? caller = null;
        try
        {
            using (caller = new Caller(new LoadShape(target, clients, size), client, lastCalls[client - 1]))
            {
                while (Call(caller))
                {
                    received.Add(new CallKey(client, caller.LastCall));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Note(exception.Message);
        }

        lastCalls[client - 1] = caller?.LastCall ?? lastCalls[client - 1];
    }

    private bool Call(Caller caller)
    {
        string? fault = caller.Call();
        if (fault is not null)
        {
            Note(fault);
        }

        return fault is null;
    }

    /// <summary>A broken connection is what the kill is for; anything before it is an error.</summary>
    private void Note(string fault)
    {
        if (!_killed)
        {
            _faults.Enqueue(fault);
        }
    }
}
