using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Display;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Journal;
using Portal.SignIn;

namespace Portal.Components.Dashboard;

/// <summary>The latest messages as they pass: watched first, then read, then redrawn at most twice a second.</summary>
public sealed partial class LiveTail : IDisposable
{
    private const int Length = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<TailEntry> _arrived = new();
    private IReadOnlyList<TailEntry> _entries = [];
    private IDisposable? _watch;
    private ITimer? _timer;
    private bool _mayOpen;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private RecordFeed Feed { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _watch?.Dispose();
        _timer?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _watch = Feed.Watch(OnCommitted);
        _mayOpen = PortalRoles.ReadsEverySession((await Authentication).User.Roles());
        try
        {
            _entries = await SnapshotAsync();
        }
        catch (DbException)
        {
            // The page says that the database is away; what passes from now on still shows.
        }

        _timer = Time.CreateTimer(_ => Flush(), null, Pause, Pause);
    }

    private static string Name(TailEntry entry) =>
        VisibleText.Of((entry.Direction == RecordDirection.Control ? null : entry.Tool) ?? entry.Method ?? "message");

    // On the record writer's thread: copy what is shown and leave. More than fits is dropped here; it is in the database.
    private void OnCommitted(IReadOnlyList<PendingRecord> records)
    {
        for (var index = Math.Max(0, records.Count - Length); index < records.Count; index++)
        {
            _arrived.Enqueue(TailEntry.Of(records[index]));
        }

        while (_arrived.Count > Length)
        {
            _arrived.TryDequeue(out _);
        }
    }

    private async Task<IReadOnlyList<TailEntry>> SnapshotAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        var records = await context.SearchRecords(new SessionFilter()).Take(Length).ToListAsync();
        var ids = records.Select(record => record.SessionId).OfType<Guid>().Distinct().ToList();
        var sessions = await context
            .Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.Id))
            .ToDictionaryAsync(session => session.Id);
        return [.. records.Select(record => Entry(record, record.SessionId is { } id ? sessions.GetValueOrDefault(id) : null))];
    }

    private static TailEntry Entry(Record record, Session? session) =>
        new(
            record.SessionId,
            session?.CallerName ?? (record.Actor ?? RecordActor.Anonymous).Shown,
            session?.Server,
            record.Time,
            record.Direction,
            record.From,
            record.Outcome,
            record.Method,
            record.Tool,
            record.MaskedCount
        );

    private void Flush()
    {
        if (_arrived.IsEmpty)
        {
            return;
        }

        _ = InvokeAsync(() =>
        {
            var arrived = new List<TailEntry>();
            while (_arrived.TryDequeue(out var entry))
            {
                arrived.Add(entry);
            }

            // Watched and read may overlap: equal entries are one message.
            arrived.Reverse();
            _entries = [.. arrived.Concat(_entries).Distinct().Take(Length)];
            StateHasChanged();
        });
    }
}
