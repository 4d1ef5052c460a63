using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Xunit;

namespace Portal.Tests.Data;

public sealed class InterruptionTests : IDisposable
{
    private const string Endless = """WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) AS "Value" FROM n WHERE x < 0""";

    private readonly TemporaryDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task InterruptibleAsync_Cancelled_EndsAQueryThatFindsNothing()
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await using var context = await _database.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() =>
            context.InterruptibleAsync(token => context.Database.SqlQueryRaw<long?>(Endless).ToListAsync(token), leaving.Token), TestContext.Current.CancellationToken).WaitAsync(Outer.Limit, TestContext.Current.CancellationToken));

        // The connection is as good as before.
        Assert.Empty(await context.InterruptibleAsync(token => context.Servers.ToListAsync(token), TestContext.Current.CancellationToken));
    }
}
