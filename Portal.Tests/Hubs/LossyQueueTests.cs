using Portal.Hubs;

namespace Portal.Tests.Hubs;

public sealed class LossyQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhatFits_ComesInOrder()
    {
        var queue = new LossyQueue<int>(3);
        queue.Add(1);
        queue.Add(2);
        queue.Complete();

        Assert.Equal(["1,2"], await ReadAsync(queue));
    }

    [Fact]
    public async Task Read_MoreThanFits_SaysThatSomethingIsLostAndGoesOn()
    {
        var queue = new LossyQueue<int>(3);
        await using var batches = queue.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        for (var number = 1; number <= 1000; number++)
        {
            queue.Add(number);
        }

        Assert.True(await batches.MoveNextAsync());
        Assert.Empty(batches.Current);
        queue.Add(7);
        Assert.True(await batches.MoveNextAsync());
        Assert.Equal([7], batches.Current);
    }

    [Fact]
    public async Task Read_LossElsewhere_IsSaidWithoutAnItem()
    {
        var queue = new LossyQueue<int>(3);
        queue.Lose();
        queue.Complete();

        Assert.Equal([""], await ReadAsync(queue));
    }

    private static async Task<List<string>> ReadAsync(LossyQueue<int> queue)
    {
        var read = new List<string>();
        await foreach (var batch in queue.ReadAsync(Cancel))
        {
            read.Add(string.Join(',', batch));
        }

        return read;
    }
}
