using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;
using Portal.SignIn;

namespace Portal.Components.Connect;

/// <summary>Shows the person's own calls as they arrive.</summary>
public sealed partial class FirstCall : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private IDisposable? _watch;
    private ITimer? _timer;
    private volatile PendingRecord? _latest;
    private PendingRecord? _arrived;
    private Guid _person;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private RecordFeed Feed { get; set; } = null!;

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
        _person = (await Authentication).User.Id();
        _watch = Feed.Watch(OnCommitted);
        _timer = Time.CreateTimer(_ => Flush(), null, Pause, Pause);
    }

    // On the record writer's thread: note and leave.
    private void OnCommitted(IReadOnlyList<PendingRecord> records)
    {
        for (var index = records.Count - 1; index >= 0; index--)
        {
            if (records[index] is { From: RecordOrigin.Client, Session: { } session } && session.CallerId == _person)
            {
                _latest = records[index];
                return;
            }
        }
    }

    private void Flush()
    {
        if (_latest is { } latest && latest != _arrived)
        {
            _ = InvokeAsync(() =>
            {
                _arrived = latest;
                StateHasChanged();
            });
        }
    }
}
