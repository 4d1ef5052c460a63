using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Portal.Gateway.Exchanges;
using Xunit;

namespace Portal.Tests.Gateway.Exchanges;

public sealed class ClientEventStreamTests
{
    private const string Comment = ": keep-alive\n\n";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStream _body = new();
    private readonly DefaultHttpContext _context = new();

    public ClientEventStreamTests() => _context.Response.Body = _body;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Written => Encoding.UTF8.GetString(_body.ToArray());

    [Fact]
    public async Task Silence_OfAnInterval_IsFilledWithAComment()
    {
        await using var stream = await StartAsync();
        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal("", Written);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Comment, Written);
        _time.Advance(Interval);
        Assert.Equal(Comment + Comment, Written);
    }

    [Fact]
    public async Task Event_StartsTheIntervalAgain()
    {
        await using var stream = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await stream.WriteAsync("data: 1\n\n"u8.ToArray(), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal("data: 1\n\n", Written);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("data: 1\n\n" + Comment, Written);
    }

    [Fact]
    public async Task DisposeAsync_EndsTheComments()
    {
        var stream = await StartAsync();
        await stream.DisposeAsync();
        _time.Advance(10 * Interval);
        Assert.Equal("", Written);
    }

    [Fact]
    public async Task Interval_OfNothing_MeansNoComments()
    {
        await using var stream = await ClientEventStream.StartAsync(_context.Response, TimeSpan.Zero, _time, Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("", Written);
    }

    [Fact]
    public async Task Comment_WhileAnEventIsBeingWritten_StaysOut()
    {
        var slow = new SlowStream();
        _context.Response.Body = slow;
        await using var stream = await StartAsync();
        var writing = stream.WriteAsync("data: 1\n\n"u8.ToArray(), Cancellation).AsTask();
        _time.Advance(3 * Interval);
        slow.Go.SetResult();
        await writing;
        Assert.Equal("data: 1\n\n", slow.Written);
        _time.Advance(Interval);
        Assert.Equal("data: 1\n\n" + Comment, slow.Written);
    }

    [Fact]
    public async Task Client_ThatIsGone_IsLeftAlone()
    {
        var broken = new BrokenStream();
        _context.Response.Body = broken;
        await using var stream = await StartAsync();
        _time.Advance(10 * Interval);
        Assert.Equal(1, broken.Writes);
    }

    [Theory]
    [InlineData(null, "no-cache, no-transform")]
    [InlineData("no-store", "no-store")]
    public async Task StartAsync_Headers_KeepProxiesFromHoldingEventsBack(string? fromServer, string expected)
    {
        _context.Response.Headers.CacheControl = fromServer;
        await using var stream = await StartAsync();
        Assert.Equal("no", _context.Response.Headers["X-Accel-Buffering"]);
        Assert.Equal(expected, _context.Response.Headers.CacheControl);
    }

    private Task<ClientEventStream> StartAsync() => ClientEventStream.StartAsync(_context.Response, Interval, _time, Cancellation);

    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Go { get; } = new();

        public string Written => Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Go.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            throw new IOException("The connection was reset.");
        }
    }
}
