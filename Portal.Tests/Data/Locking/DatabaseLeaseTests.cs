using System.Data.Common;
using Portal.Data.Locking;
using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Data.Locking;

public sealed class DatabaseLeaseTests
{
    private readonly ScriptedLock _lock = new();

    [Fact]
    public void Take_LockHeldByAnother_Throws()
    {
        _lock.Reason = "held";
        var lease = new DatabaseLease(_lock);
        Assert.Equal("held", Assert.Throws<InvalidOperationException>(lease.Take).Message);
        Assert.Null(lease.Lost);
    }

    [Fact]
    public void Take_HolderIsJustEnding_WaitsForIt()
    {
        _lock.Reason = "held";
        _lock.Ends = 3;
        var lease = new DatabaseLease(_lock);

        lease.Take();

        Assert.Equal(3, _lock.Acquired);
        Assert.Null(lease.Lost);
    }

    [Fact]
    public void TryRegain_HeldByAnother_DoesNotWait()
    {
        _lock.Reason = "held";

        Assert.False(new DatabaseLease(_lock).TryRegain());
        Assert.Equal(1, _lock.Acquired);
    }

    [Fact]
    public void Take_HeldAlready_AsksForNoOther()
    {
        var lease = new DatabaseLease(_lock);
        lease.Take();
        lease.Take();
        Assert.Equal(1, _lock.Acquired);
    }

    [Fact]
    public void Lost_LockThatCameBackByItself_StaysLostUntilMemoryIsReadAnew()
    {
        var lease = new DatabaseLease(_lock);
        lease.Take();
        _lock.Reason = "gone";
        Assert.Equal("gone", lease.Lost);
        _lock.Reason = null;
        Assert.Equal("gone", lease.Lost);
        Assert.True(lease.TryRegain());
        Assert.Equal("gone", lease.Lost);
        lease.Resume();
        Assert.Null(lease.Lost);
    }

    [Fact]
    public void Resume_LostAgainMeanwhile_StaysLost()
    {
        var lease = new DatabaseLease(_lock);
        lease.Take();
        _lock.Reason = "gone";
        Assert.NotNull(lease.Probe());
        lease.Resume();
        Assert.Equal("gone", lease.Lost);
        Assert.False(lease.TryRegain());
    }

    [Fact]
    public void Commit_LostLease_StoresNothing()
    {
        using var inner = new FaultRecordStore();
        var lease = new DatabaseLease(_lock);
        using IRecordStore store = new LeasedRecordStore(inner, lease);
        store.Commit(Guid.Empty, 1, [Records.Of("{}")]);
        lease.Take();
        store.Commit(Guid.Empty, 2, [Records.Of("{}")]);
        _lock.Reason = "gone";

        Assert.Contains("gone", Assert.ThrowsAny<DbException>(() => store.Commit(Guid.Empty, 3, [Records.Of("{}")])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<DbException>(() => store.LastSequence(Guid.Empty));
        Assert.Equal("gone", store.Fault);
        Assert.Equal(2, inner.Groups.Count);
    }

    private sealed class ScriptedLock : IDatabaseLock
    {
        public string? Reason { get; set; }

        public int Acquired { get; private set; }

        /// <summary>The attempt by which the other holder has ended; 0 for never.</summary>
        public int Ends { get; set; }

        public string? Acquire()
        {
            Acquired++;
            Reason = Acquired == Ends ? null : Reason;
            return Reason;
        }

        public string? Check() => Reason;

        public string? Probe() => Reason;

        public void Dispose()
        {
        }
    }
}
