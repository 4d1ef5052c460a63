using System.Text;
using System.Threading.Channels;
using Portal.Data.Sessions;
using Portal.Gateway.Recording;

namespace Portal.Tests.Host;

/// <summary>The records committed since it was made.</summary>
internal sealed class RecordWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Channel<PendingRecord> _committed = Channel.CreateUnbounded<PendingRecord>();
    private readonly List<PendingRecord> _seen = [];
    private readonly IDisposable _watching;

    public RecordWatch(RecordFeed feed) => _watching = feed.Watch(records =>
    {
        foreach (var record in records)
        {
            _committed.Writer.TryWrite(record);
        }
    });

    /// <summary>What has been committed by now.</summary>
    public IReadOnlyList<PendingRecord> Seen
    {
        get
        {
            while (_committed.Reader.TryRead(out var record))
            {
                _seen.Add(record);
            }

            return _seen;
        }
    }

    /// <summary>The first record that matches, waiting for it if need be.</summary>
    public async Task<PendingRecord> FirstAsync(Func<PendingRecord, bool> matches)
    {
        while (true)
        {
            if (Seen.FirstOrDefault(matches) is { } found)
            {
                return found;
            }

            try
            {
                await _committed.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException("No such record. There are: " + string.Join(Environment.NewLine, _seen.Select(Describe)), exception);
            }
        }
    }

    public static string PayloadOf(PendingRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    public void Dispose() => _watching.Dispose();

    private static string Describe(PendingRecord record) => $"{record.Direction} {record.From} {record.Method} {record.Outcome} {PayloadOf(record)}";
}
