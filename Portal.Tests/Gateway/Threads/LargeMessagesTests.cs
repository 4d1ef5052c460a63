using Portal.Gateway.Threads;

namespace Portal.Tests.Gateway.Threads;

public sealed class LargeMessagesTests : IDisposable
{
    private readonly LargeMessages _messages = new();

    public void Dispose() => _messages.Dispose();

    [Fact]
    public async Task RunAsync_SmallMessage_RunsAtOnceOnTheSameThread()
    {
        var thread = Environment.CurrentManagedThreadId;

        Assert.Equal(thread, await _messages.RunAsync(LargeMessages.Size - 1, () => Environment.CurrentManagedThreadId));
    }

    [Fact]
    public async Task RunAsync_ManyLargeMessages_LeaveProcessorsToOthers()
    {
        var (running, most, pooled) = (0, 0, 0);
        int Work()
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Interlocked.Add(ref pooled, Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
            Thread.Sleep(5);
            return Interlocked.Decrement(ref running);
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _messages.RunAsync(LargeMessages.Size, Work).AsTask()));

        Assert.InRange(most, 1, Math.Max(1, Environment.ProcessorCount / 2));
        Assert.Equal(0, pooled);
    }

    [Fact]
    public async Task RunAsync_WorkThatFails_FailsAndLeavesItsTurn()
    {
        for (var round = 0; round <= Environment.ProcessorCount; round++)
        {
            await Assert.ThrowsAsync<FormatException>(async () => await _messages.RunAsync<int>(LargeMessages.Size, () => throw new FormatException()));
        }

        Assert.Equal(7, await _messages.RunAsync(LargeMessages.Size, () => 7));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
