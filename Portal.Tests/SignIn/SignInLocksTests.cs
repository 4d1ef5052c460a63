using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.People;
using Portal.SignIn;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.SignIn;

public sealed class SignInLocksTests : IDisposable
{
    private static readonly SignInOrigin Here = new("203.0.113.7", "203.0.113.7", false);

    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly Person _person = new() { Id = Guid.CreateVersion7(), DisplayName = "ann", UserName = "ann" };
    private readonly SignInLocks _locks;

    public SignInLocksTests()
    {
        _locks = new SignInLocks(_database.Contexts, Options.Create(new SignInLimitOptions()), _clock);
        using var context = _database.Contexts.CreateDbContext();
        context.Users.Add(_person);
        context.SaveChanges();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Attempts_NotKnownToHaveWorked_CountAsFailed()
    {
        for (var attempt = 0; attempt < SignInLocks.MaxFailures; attempt++)
        {
            Assert.True(await _locks.TryBeginAsync(_person, Here, Cancel));
        }

        Assert.False(await _locks.TryBeginAsync(_person, Here, Cancel));
        Assert.True(await _locks.TryBeginAsync(null, Here, Cancel));
    }

    [Fact]
    public async Task Attempts_AllAtOnce_AreTenAtMost()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => _locks.TryBeginAsync(_person, Here, Cancel), Cancel)));

        Assert.Equal(SignInLocks.MaxFailures, begun.Count(one => one));
    }

    [Fact]
    public async Task Failures_OfYesterday_AreForgotten()
    {
        await FailAsync(9);
        _clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(SignInLock.None, await FailAsync(9));
        Assert.Equal(SignInLock.Network, await FailAsync(1));
        Assert.False(await _locks.TryBeginAsync(_person, Here, Cancel));
    }

    [Fact]
    public async Task Failures_BeforeOneThatWorked_AreForgotten()
    {
        await FailAsync(9);
        Assert.True(await _locks.TryBeginAsync(_person, Here, Cancel));
        await _locks.SucceededAsync(_person.Id, Here.Network, Cancel);

        Assert.Equal(SignInLock.None, await FailAsync(9));
    }

    [Fact]
    public async Task Lock_Over_CountsAnewAndIsToldAnew()
    {
        Assert.Equal(SignInLock.Network, await FailAsync(10));
        _clock.Advance(SignInLocks.LockTime);

        Assert.Equal(SignInLock.None, await FailAsync(9));
        Assert.Equal(SignInLock.Network, await FailAsync(1));
    }

    [Fact]
    public async Task Network_OfASignInLongAgo_IsAStrangersAgain()
    {
        Assert.True(await _locks.TryBeginAsync(_person, Here, Cancel));
        await _locks.SucceededAsync(_person.Id, Here.Network, Cancel);
        Assert.Equal([Here.Network], await _locks.KnownNetworksAsync(Cancel));

        _clock.Advance(TimeSpan.FromDays(91));
        Assert.Empty(await _locks.KnownNetworksAsync(Cancel));
        await LockForStrangersAsync();

        Assert.False(await _locks.TryBeginAsync(_person, Here, Cancel));
    }

    [Fact]
    public async Task RemoveOld_WhatCountsNoMore_IsGone()
    {
        await FailAsync(3);
        await _locks.TryBeginAsync(null, Here, Cancel);
        await _locks.RemoveOldAsync(Cancel);
        Assert.Equal(2, await RowsAsync());

        Assert.True(await _locks.TryBeginAsync(_person, Here, Cancel));
        await _locks.SucceededAsync(_person.Id, Here.Network, Cancel);
        _clock.Advance(TimeSpan.FromDays(2));
        await _locks.RemoveOldAsync(Cancel);
        Assert.Equal(1, await RowsAsync());

        _clock.Advance(TimeSpan.FromDays(89));
        await _locks.RemoveOldAsync(Cancel);
        Assert.Equal(0, await RowsAsync());
    }

    private async Task<SignInLock> FailAsync(int times)
    {
        var locked = SignInLock.None;
        for (var attempt = 0; attempt < times; attempt++)
        {
            Assert.True(await _locks.TryBeginAsync(_person, Here, Cancel));
            locked = await _locks.FailedAsync(_person, Here, Cancel);
        }

        return locked;
    }

    private async Task LockForStrangersAsync()
    {
        await using var context = await _database.Contexts.CreateDbContextAsync(Cancel);
        _person.LockoutEnd = _clock.GetUtcNow().AddMinutes(30);
        await context.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.LockoutEnd, _person.LockoutEnd), Cancel);
    }

    private async Task<int> RowsAsync()
    {
        await using var context = await _database.Contexts.CreateDbContextAsync(Cancel);
        return await context.SignInSources.CountAsync(Cancel);
    }
}
