using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Display;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.Gateway.Policy;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>The just-in-time windows that are open, and closing one. Kept current.</summary>
public sealed partial class WindowList : IDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private IReadOnlyList<ApprovalWindow> _windows = [];
    private IDisposable? _watch;
    private Throttle? _throttle;
    private Guid? _onlyCaller;
    private Guid? _asking;
    private bool _mayRevoke;
    private bool _loaded;
    private bool _noticeGood;
    private string? _notice;
    private string? _fault;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ApprovalFeed Feed { get; set; } = null!;

    [Inject]
    private WindowCloser Closer { get; set; } = null!;

    [Inject]
    private PolicyProvider Policies { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private Ticker Ticker { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        Ticker.Tick -= OnTick;
        _watch?.Dispose();
        _throttle?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var person = (await Authentication).User;
        _onlyCaller = person.OnlyTicketsOf();
        _mayRevoke = PageRoles.RevokeWindows.Split(',').Any(person.IsInRole);
        _throttle = new Throttle(Time, Pause, () => InvokeAsync(RefreshAsync));
        _watch = Feed.Watch(_ => _throttle.Ask());

        // Closing a window is no change of a ticket, and its end is no change of anything.
        Ticker.Tick += OnTick;
        await ReadAsync();
    }

    private void OnTick(object? sender, EventArgs e) => _throttle!.Ask();

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task RevokeAsync(Guid id)
    {
        _asking = null;
        var result = await Closer.CloseAsync(id, (await Authentication).User);
        (_notice, _noticeGood) = (result.Message, result.IsDone);
        await ReadAsync();
    }

    // A window under a rule that has changed since lets nothing pass.
    private async Task ReadAsync()
    {
        try
        {
            var rules = Policies.ApprovalRules;
            await using var context = await Contexts.CreateDbContextAsync();
            _windows =
            [
                .. (await context.Windows(Time.GetUtcNow(), _onlyCaller).Take(Most).ToListAsync()).Where(window =>
                    rules.Any(rule => rule.Name == window.Rule && rule.Version == window.RuleVersion)
                ),
            ];
            (_loaded, _fault) = (true, null);
        }
        catch (DbException)
        {
            _fault = "The database did not answer. Try again.";
        }
    }
}
