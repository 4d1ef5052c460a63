using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.Sessions;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Gateway.Masking;
using Portal.Tests.Data;
using Portal.Tests.Fakes;

namespace Portal.Tests.Gateway.Journal;

public sealed class ControlFailuresTests : IDisposable
{
    private readonly FaultRecordStore _store = new();
    private readonly FakeTimeProvider _clock = new(Records.Noon);
    private readonly CapturedLogs _logs = new();
    private readonly ILoggerFactory _loggers;
    private readonly RecordFeed _feed;
    private readonly RecordWriter _writer;
    private readonly PortalJournal _journal;
    private readonly ControlFailures _failures;

    public ControlFailuresTests()
    {
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(_logs));
        _feed = new RecordFeed(_loggers.CreateLogger<RecordFeed>());
        _writer = new RecordWriter(_store, _feed, Options.Create(new GatewayOptions()), TimeProvider.System, _loggers.CreateLogger<RecordWriter>());
        _journal = new PortalJournal(_writer, new MessageMasker(), _clock);
        _failures = new ControlFailures(_journal, _writer, _clock, _loggers.CreateLogger<ControlFailures>());
    }

    public void Dispose()
    {
        _failures.Dispose();
        _writer.Dispose();
        _loggers.Dispose();
    }

    [Fact]
    public async Task FailedAsync_Twice_IsOneFailureOneRecordAndOneAlarm()
    {
        await _failures.FailedAsync(PortalControls.Masking, "A detector threw.");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _failures.FailedAsync(PortalControls.Masking, "Another one threw.");

        Assert.Equal(new ControlFailure("masking", Records.Noon, "A detector threw."), Assert.Single(_failures.Current));
        var (method, facts) = Assert.Single(Recorded());
        Assert.Equal("portal/control-failure", method);
        Assert.Equal(("masking", "2026-11-22T12:00:00.000000Z", "A detector threw."), (Text(facts, "control"), Text(facts, "started"), Text(facts, "cause")));
        Assert.Single(_logs.Lines, line => line.StartsWith("Critical Control failed: masking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RestoredAsync_FailedControl_RecordsStartEndCauseAndRemedy()
    {
        await _failures.FailedAsync(PortalControls.Masking, "A detector threw.");
        _clock.Advance(TimeSpan.FromMinutes(5));
        await _failures.RestoredAsync(PortalControls.Masking, "A message was masked again.");

        Assert.Empty(_failures.Current);
        var (method, facts) = Recorded()[1];
        Assert.Equal("portal/control-restored", method);
        Assert.Equal(
            ("masking", "2026-11-22T12:00:00.000000Z", "2026-11-22T12:05:00.000000Z", "A detector threw.", "A message was masked again."),
            (Text(facts, "control"), Text(facts, "started"), Text(facts, "ended"), Text(facts, "cause"), Text(facts, "remedy")));
    }

    [Fact]
    public async Task RestoredAsync_ControlThatWorked_RecordsNothing()
    {
        await _failures.RestoredAsync(PortalControls.Masking, "nothing");
        Assert.Empty(Recorded());
    }

    [Fact]
    public async Task FailedAsync_CardNumberInTheCause_IsMasked()
    {
        await _failures.FailedAsync(PortalControls.Masking, "at 4111111111111111");
        Assert.Equal("at 411111******1111", Text(Recorded()[0].Facts, "cause"));
    }

    [Fact]
    public async Task Recording_FailsAndRecovers_IsShownAndRecordedAfterwardsInOrder()
    {
        _store.IsFailing = true;
        Assert.False(await _journal.RecordAsync("x", RecordActor.Portal, null, RecordOutcome.Ok));
        await _failures.FailedAsync(PortalControls.Masking, "A detector threw.");
        Assert.Equal(["masking", "recording"], _failures.Current.Select(failure => failure.Control).Order(StringComparer.Ordinal));
        Assert.Empty(Recorded());

        _store.IsFailing = false;
        using var committed = new SemaphoreSlim(0);
        using var watch = _feed.Watch(records => committed.Release(records.Count));
        Assert.True(await _journal.RecordAsync("y", RecordActor.Portal, null, RecordOutcome.Ok));
        for (var record = 0; record < 4; record++)
        {
            Assert.True(await committed.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken));
        }

        Assert.Equal(
            ["portal/y", "portal/control-failure masking", "portal/control-failure recording", "portal/control-restored recording"],
            Recorded().Select(record => record.Facts.TryGetProperty("control", out var control) ? $"{record.Method} {control}" : record.Method));
        Assert.Contains("disk full", Text(Recorded()[2].Facts, "cause"), StringComparison.Ordinal);
        Assert.Equal("masking", Assert.Single(_failures.Current).Control);
    }

    private List<(string Method, JsonElement Facts)> Recorded() =>
        [.. _store.Groups.SelectMany(group => group.Records).Select(record => (record.Method!, JsonSerializer.Deserialize<JsonElement>(record.Payload.Span)))];

    private static string Text(JsonElement facts, string name) => facts.GetProperty(name).GetString()!;
}
