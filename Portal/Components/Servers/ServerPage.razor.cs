using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Data.Servers;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Journal;
using Portal.Gateway.Routing;
using Portal.SignIn;

namespace Portal.Components.Servers;

/// <summary>Registers a server, or shows, changes, tests and removes one.</summary>
public sealed partial class ServerPage : IDisposable
{
    private ServerForm _form = new();
    private ServerDefinition? _stored;
    private ServerReport? _report;
    private IReadOnlyList<ServerFault> _faults = [];
    private CancellationTokenSource? _testing;
    private bool _mayEdit;
    private bool _missing;
    private bool _busy;
    private bool _saved;
    private bool _removing;
    private string? _shown;

    /// <summary>Name of the server; null to register one.</summary>
    [Parameter]
    public string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "saved")]
    private bool Saved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    [Inject]
    private ServerValidator Validator { get; set; } = null!;

    [Inject]
    private PortalJournal Journal { get; set; } = null!;

    [Inject]
    private ServerProbe Probe { get; set; } = null!;

    [Inject]
    private ServerHealth Health { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => _testing?.Cancel();

    private static string Said(ServerRequestSetting setting) =>
        setting switch
        {
            ServerRequestSetting.Allow => "Passes",
            ServerRequestSetting.Hold => "Held until a person approves",
            _ => "Refused",
        };

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _mayEdit = (await Authentication).User.IsInRole(PortalRoles.Admin);
        if (_shown == (Name ?? "/"))
        {
            return;
        }

        _shown = Name ?? "/";
        Show();
        if (_stored is { Enabled: true })
        {
            await TestAsync(() => CheckStoredAsync(anew: false));
        }
    }

    private void Show()
    {
        _stored = Name is null ? null : Registry.Servers.GetValueOrDefault(Name);
        _missing = Name is not null && _stored is null;
        _form = _stored is null ? new ServerForm() : ServerForm.Of(_stored);
        (_faults, _report, _saved, _removing) = ([], null, Saved, false);
    }

    private async Task SaveAsync()
    {
        if (!(await Authentication).User.IsInRole(PortalRoles.Admin))
        {
            return;
        }

        var definition = Registry.Complete(_form.ToDefinition());
        _saved = false;
        _faults =
            Name is null && Registry.Servers.ContainsKey(definition.Name)
                ? [new ServerFault("name", $"There is a server named '{definition.Name}' already.")]
                : await SaveAsync(definition);
        if (_faults.Count > 0)
        {
            return;
        }

        if (Name is null)
        {
            Navigation.NavigateTo($"/servers/{definition.Name}?saved=true");
            return;
        }

        Show();
        _saved = true;
        await TestAsync(() => CheckStoredAsync(anew: true));
    }

    private async Task<IReadOnlyList<ServerFault>> SaveAsync(ServerDefinition definition) =>
        Validator.Validate(definition) is { Count: > 0 } faults ? faults
        : await RecordAsync(
            "server-saved",
            ("server", definition.Name),
            ("url", ServerUrl.Hide(definition.Url)),
            ("enabled", definition.Enabled.ToString()),
            ("timeoutSeconds", definition.TimeoutSeconds?.ToString()),
            ("forwardHeaders", string.Join(", ", definition.ForwardHeaders)),
            ("sampling", definition.Sampling.ToString()),
            ("elicitation", definition.Elicitation.ToString()),
            ("unreadable", definition.Unreadable.ToString())
        )
            ? await Registry.SaveAsync(definition, keepHeaders: !_form.DropHeaders, CancellationToken.None)
        : [new ServerFault("name", "The change cannot be recorded right now, so it was not made. Try again later.")];

    private async Task<bool> RecordAsync(string action, params (string Name, string? Value)[] facts) =>
        await Journal.RecordAsync(action, (await Authentication).User.Actor(), null, RecordOutcome.Ok, facts);

    // What is typed is tested, not what is stored: an administrator wants to know before saving.
    private Task TestAsync() =>
        _mayEdit
            ? TestAsync(() => Probe.TestAsync(_form.ToDefinition(), _testing!.Token))
            : TestAsync(() => CheckStoredAsync(anew: true));

    private async Task<ServerReport> CheckStoredAsync(bool anew) =>
        (await Health.CheckAsync(_stored!, anew, _testing!.Token)).Report;

    private async Task TestAsync(Func<Task<ServerReport>> test)
    {
        using var testing = _testing = new CancellationTokenSource();
        _busy = true;
        StateHasChanged();
        try
        {
            _report = await test();
        }
        catch (OperationCanceledException)
        {
            _report = null;
        }

        _testing = null;
        _busy = false;
    }

    private Task CancelAsync() => _testing?.CancelAsync() ?? Task.CompletedTask;

    private async Task RemoveAsync()
    {
        if ((await Authentication).User.IsInRole(PortalRoles.Admin) && await RecordAsync("server-deleted", ("server", Name)))
        {
            await Registry.DeleteAsync(Name!, CancellationToken.None);
            Navigation.NavigateTo("/servers");
        }
    }
}
