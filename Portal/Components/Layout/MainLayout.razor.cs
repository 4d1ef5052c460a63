using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Components.Layout;

/// <summary>The frame of every page: navigation, who is signed in, and what catches a page that fails.</summary>
public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private bool _menuOpen;
    private string? _failedAt;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    // With <base href="/"> a bare fragment would lead to the start page.
    private string SkipTarget => $"{Navigation.Uri.Split('#')[0]}#content";

    /// <inheritdoc />
    public void Dispose() => Navigation.LocationChanged -= OnLocationChanged;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Navigation.LocationChanged += OnLocationChanged;
        _failedAt = Time.GetUtcNow().ToString("u");
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) =>
        _ = InvokeAsync(() =>
        {
            _menuOpen = false;
            Recover();
            StateHasChanged();
        });

    private void ToggleMenu() => _menuOpen = !_menuOpen;

    private void CloseMenu() => _menuOpen = false;

    private void OnMenuKey(KeyboardEventArgs e) => _menuOpen = _menuOpen && e.Key != "Escape";

    private void Recover()
    {
        _failedAt = Time.GetUtcNow().ToString("u");
        _boundary?.Recover();
    }
}
