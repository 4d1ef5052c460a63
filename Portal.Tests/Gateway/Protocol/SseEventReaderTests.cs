using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Protocol;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Protocol;

public sealed class SseEventReaderTests
{
    private const int Limit = 20_000;

    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "data: a\n\n", "data: b\n\n")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "data: a\r\n\r\n", "data: b\r\n\r\n")]
    [InlineData("data: a\r\rdata: b\r\r", "data: a\r\r", "data: b\r\r")]
    [InlineData("data: a\r\n\ndata: b\n\r\n", "data: a\r\n\n", "data: b\n\r\n")]
    [InlineData("id: 1\n: c\nretry: 3\ndata: a\ndata: b\n\n", "id: 1\n: c\nretry: 3\ndata: a\ndata: b\n\n")]
    [InlineData(": keep-alive\n\n", ": keep-alive\n\n")]
    [InlineData("\n\ndata: a\n\n", "\n", "\n", "data: a\n\n")]
    [InlineData("")]
    public async Task ReadAsync_WholeStream_GivesItsEvents(string stream, params string[] expected) =>
        Assert.Equal(expected, (await ReadAsync(Encoding.UTF8.GetBytes(stream), [stream.Length])).Select(next => next.Text));

    [Fact]
    public async Task ReadAsync_CarriageReturnAndLineFeedInTwoReads_IsOneLineEnding()
    {
        var events = await ReadAsync("data: {\r\ndata: }\r\n\r\n"u8.ToArray(), [8, 1, 100]);
        Assert.Equal(["data: {\r\ndata: }\r\n\r\n"], events.Select(next => next.Text));
    }

    [Fact]
    public async Task ReadAsync_BlankLineEndsAtTheReadsEnd_IsHandedOutAtOnce()
    {
        // The server may stay silent after it: the event must not wait for what comes next.
        await using var stream = new ChunkedStream("data: a\r\n\r\n"u8.ToArray(), [10, 1]);
        using var reader = new SseEventReader(stream, Limit);
        var next = await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("data: a\r\n\r", Encoding.UTF8.GetString(next!.Value.Raw.Span));
        Assert.True(next.Value.IsComplete);
        Assert.Equal(10, stream.Position);
        var rest = await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("\n", Encoding.UTF8.GetString(rest!.Value.Raw.Span));
        Assert.True(rest.Value.IsComplete);
    }

    [Theory]
    [InlineData("data: a\n\ndata: b", "data: b")]
    [InlineData("data: a\n\ndata: b\n", "data: b\n")]
    [InlineData("data: a\n\n:", ":")]
    public async Task ReadAsync_StreamEndsWithinAnEvent_GivesTheTailAsIncomplete(string stream, string tail)
    {
        var events = await ReadAsync(Encoding.UTF8.GetBytes(stream), [stream.Length]);
        Assert.Equal([("data: a\n\n", true), (tail, false)], events);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(Limit)]
    [InlineData(3 * Limit)]
    public async Task ReadAsync_EventOfTheLimit_PassesAndOneByteMoreDoesNot(int size)
    {
        var fits = Encoding.UTF8.GetBytes($"data: {new string('a', Limit - 8)}\n\n");
        Assert.Equal([(Encoding.UTF8.GetString(fits), true), (Encoding.UTF8.GetString(fits), true)], await ReadAsync([.. fits, .. fits], Chunks(size)));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Encoding.UTF8.GetBytes($"data: {new string('a', Limit - 7)}\n\n"), Chunks(size)));
    }

    private static int[] Chunks(int size) => [.. Enumerable.Repeat(size, (3 * Limit / size) + 1)];

    [Fact]
    public async Task ReadAsync_EventOverTheLimit_Throws()
    {
        var stream = Encoding.UTF8.GetBytes($"data: a\n\ndata: {new string('x', Limit)}\n");
        await using var chunks = new ChunkedStream(stream, [1000]);
        using var reader = new SseEventReader(chunks, Limit);
        Assert.NotNull(await reader.ReadAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadAsync_LongEventUnderTheLimit_IsWhole()
    {
        var text = $"data: {new string('x', Limit - 100)}\n\n";
        Assert.Equal([(text, true)], await ReadAsync(Encoding.UTF8.GetBytes(text), [777]));
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileItWaits_Throws()
    {
        using var reader = new SseEventReader(new SilentStream(), Limit);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var waiting = reader.ReadAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public void ReadAsync_AnyStreamInAnyChunks_GivesTheSameEventsAndEveryByte() => Prop
        .ForAll(Streams.ToArbitrary(), Gen.Choose(1, 9).NonEmptyListOf().ToArbitrary(), (stream, chunks) =>
        {
            var bytes = Encoding.UTF8.GetBytes(stream);
            var whole = Read(bytes, [Math.Max(1, bytes.Length)]);
            var cut = Read(bytes, [.. chunks]);
            Assert.Equal(stream, string.Concat(cut.Select(next => next.Text)));
            Assert.Equal(stream, string.Concat(whole.Select(next => next.Text)));
            Assert.Equal(ContentOf(whole), ContentOf(cut));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Gen<string> Streams => Gen
        .Elements("data: a", "data:b", "data", ": c", "id: 7", "retry: 3", "", "", "é€😀", "event: x")
        .SelectMany(_ => Gen.Elements("\n", "\r\n", "\r", "\n", "\r\n"), (line, end) => line + end)
        .ArrayOf()
        .Select(lines => string.Concat(lines));

    // Line feeds after a carriage return that ended an event come as an event of their own, without content.
    private static List<(string, bool)> ContentOf(List<(string Text, bool IsComplete)> events) =>
        [.. events.Select(next => (next.Text.TrimEnd('\r', '\n'), next.IsComplete)).Where(next => next.Item1.Length > 0)];

    private static List<(string Text, bool IsComplete)> Read(byte[] stream, int[] chunks) => ReadAsync(stream, chunks).GetAwaiter().GetResult();

    private static async Task<List<(string Text, bool IsComplete)>> ReadAsync(byte[] stream, int[] chunks)
    {
        var events = new List<(string, bool)>();
        await using var source = new ChunkedStream(stream, chunks);
        using var reader = new SseEventReader(source, Limit);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } next)
        {
            events.Add((Encoding.UTF8.GetString(next.Raw.Span), next.IsComplete));
        }

        return events;
    }
}
