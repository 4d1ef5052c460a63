using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Gateway.Callers;
using Portal.Gateway.Routing;

namespace Portal.Components.Dashboard;

/// <summary>Represents what passes, what is refused, held and masked, and whether the controls stand.</summary>
public sealed partial class DashboardPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private TrafficSpan _span = TrafficSpan.All[0];
    private Traffic? _traffic;
    private ITimer? _timer;
    private bool _quiet;
    private bool _servers;
    private bool _mayEdit;
    private string? _fault;

    [SupplyParameterFromQuery(Name = "span")]
    private string? SpanKey { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _timer?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _span = TrafficSpan.Of(SpanKey);
        _mayEdit = (await Authentication).User.IsInRole(PortalRoles.Admin);
        _timer?.Dispose();
        await ReadAsync();
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, _span.Refresh, _span.Refresh);
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            var span = _span;
            await using var context = await Contexts.CreateDbContextAsync(_gone.Token);
            var traffic = await Traffic.ReadAsync(context, span, Time.GetUtcNow(), _gone.Token);
            _quiet = traffic.Total.Calls + traffic.Before.Calls == 0 && !await context.Records.AnyAsync(_gone.Token);
            (_servers, _fault) = (Registry.Servers.Count > 0, null);
            _traffic = span == _span ? traffic : _traffic;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
        catch (DbException)
        {
            _fault = "The database did not answer. While it does not, strict recording refuses calls.";
        }
    }
}
