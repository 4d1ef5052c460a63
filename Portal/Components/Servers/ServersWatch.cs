using Microsoft.AspNetCore.Components;
using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>
/// Base of what shows every registered server: follows the registry, tests each server in the background, redraws as results
/// come.
/// </summary>
public abstract class ServersWatch : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>The servers by name.</summary>
    protected IReadOnlyList<ServerDefinition> Servers { get; private set; } = [];

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    [Inject]
    private ServerHealth Health { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The last test of a server; null while it runs.</summary>
    protected ServerCheck? Last(ServerDefinition server) => Health.Last(server);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Registry.Changed += OnChanged;
        Read();
    }

    /// <summary>Stops following.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Registry.Changed -= OnChanged;
            _gone.Cancel();
            _gone.Dispose();
        }
    }

    private void OnChanged(object? sender, EventArgs e) =>
        _ = InvokeAsync(() =>
        {
            Read();
            StateHasChanged();
        });

    private void Read()
    {
        Servers = [.. Registry.Servers.Values.OrderBy(server => server.Name, StringComparer.Ordinal)];
        foreach (var server in Servers.Where(server => server.Enabled))
        {
            _ = TestAsync(server);
        }
    }

    private async Task TestAsync(ServerDefinition server)
    {
        try
        {
            await Health.CheckAsync(server, anew: false, _gone.Token);
            await InvokeAsync(StateHasChanged);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone; nobody waits for the result.
        }
    }
}
