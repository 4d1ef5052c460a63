using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Components.Display;
using Portal.Data;
using Portal.Data.People;
using Portal.Data.SelfScans;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Gateway.Policy;
using Portal.SignIn;

namespace Portal.Components.Dashboard;

/// <summary>
/// Whether the controls stand, and the PCI DSS requirement each one answers. From what the gateway does now, read again every few
/// seconds.
/// </summary>
public sealed partial class ControlsPanel : IDisposable
{
    private IReadOnlyList<ControlState> _controls = [];

    [Inject]
    private IOptions<GatewayOptions> Gateway { get; set; } = null!;

    [Inject]
    private ControlFailures Failures { get; set; } = null!;

    [Inject]
    private PolicyProvider Policies { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private Ticker Ticker { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Ticker.Tick -= OnTick;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        Ticker.Tick += OnTick;
        return ReadAsync();
    }

    private void OnTick(object? sender, EventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        });

    private async Task ReadAsync()
    {
        var failures = Failures.Current;
        ControlFailure? Failed(string control) => failures.FirstOrDefault(failure => failure.Control == control);
        _controls =
        [
            ControlState.Recording(Gateway.Value.Recording.Durability, Failed(PortalControls.Recording)),
            ControlState.Masking(Policies.MaskingRules, Time.GetUtcNow(), Failed(PortalControls.Masking)),
            ControlState.SelfScan(await LastScanAsync(), Time.GetUtcNow(), Failed(PortalControls.SelfScan)),
            ControlState.DiskSpace(Failed(PortalControls.DiskSpace)),
            ControlState.DatabaseLock(Failed(PortalControls.DatabaseLock)),
            ControlState.DefaultDeny(Policies.AccessRules.Count),
            .. await OwnersAsync() is { } without ? [ControlState.Owners(without)] : Array.Empty<ControlState>(),
            ControlState.SignInLocks(await LockedAccountsAsync()),
        ];
    }

    // Null when the database is away, which the page says anyway.
    private async Task<IReadOnlyList<string>?> OwnersAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            return await context.WithoutOwner().OrderBy(account => account.Name).Select(account => account.Name).ToListAsync();
        }
        catch (DbException)
        {
            return null;
        }
    }

    private async Task<int> LockedAccountsAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            return await SignInLocks.LockedAccountsAsync(context, Time.GetUtcNow(), CancellationToken.None);
        }
        catch (DbException)
        {
            return 0;
        }
    }

    private async Task<SelfScan?> LastScanAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            return await context.SelfScans.AsNoTracking().OrderByDescending(scan => scan.Started).FirstOrDefaultAsync();
        }
        catch (DbException)
        {
            return null;
        }
    }
}
