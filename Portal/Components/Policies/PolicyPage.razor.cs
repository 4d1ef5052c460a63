using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.Rules;
using Portal.SignIn;

namespace Portal.Components.Policies;

/// <summary>One policy: written, tried before it is saved, compared with what it was, deleted.</summary>
public sealed partial class PolicyPage
{
    private PolicyDraft? _draft;
    private PolicyVersion? _newest;
    private IReadOnlyList<PolicyFault> _faults = [];
    private string? _reason;
    private string? _reasonFault;
    private string? _notice;
    private string? _shown;
    private int _seen;
    private bool _mayEdit;
    private bool _missing;
    private bool _tried;
    private bool _busy;
    private bool _dryRun;

    /// <summary>Name of the policy; null for a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? Server { get; set; }

    [SupplyParameterFromQuery(Name = "tool")]
    private string? Tool { get; set; }

    [SupplyParameterFromQuery(Name = "field")]
    private string? Field { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private int? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private int? To { get; set; }

    [SupplyParameterFromQuery(Name = "saved")]
    private bool Saved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private PolicyAuthoring Authoring { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool Versions => View == "versions" || _newest is { Deleted: true };

    private string Title =>
        Name
        ?? Kind switch
        {
            "masking" => "New masking policy",
            "exception" => "New exception",
            "approval" => "New approval policy",
            _ => "New access policy",
        };

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _mayEdit = PageRoles.EditPolicies.Split(',').Any((await Authentication).User.IsInRole);
        var shown = Name ?? string.Join('\n', "", Kind, Server, Tool, Field);
        if (_shown != shown)
        {
            _shown = shown;
            (_reason, _notice) = (null, Saved ? "In force. It applies to the next message." : null);
            await ShowAsync();
        }
    }

    private async Task ShowAsync()
    {
        (_faults, _reasonFault, _tried, _missing) = ([], null, false, false);
        if (Name is null)
        {
            (_newest, _seen) = (null, 0);
            _draft = PolicyDraft.New(
                Enum.TryParse<PolicyShape>(Kind, ignoreCase: true, out var shape) ? shape : PolicyShape.Access
            );
            FillIn(_draft);
            return;
        }

        await using var context = await Contexts.CreateDbContextAsync();
        _newest = await context.PolicyVersions.History(Name).FirstOrDefaultAsync();
        _seen = _newest?.Version ?? 0;
        _draft = _newest is null ? null : PolicyDraft.Of(Name, _newest.Definition);
        _missing = _newest is null && Name != MaskingKinds.BuiltInRule;
    }

    // What a link from a masked value says; everything can be changed before it is saved.
    private void FillIn(PolicyDraft draft)
    {
        foreach (var (key, value) in new[] { ("servers", Server), ("tools", Tool), ("fields", Field) })
        {
            if (draft.IsException && !string.IsNullOrWhiteSpace(value))
            {
                draft.SetList(key, [value]);
            }
        }
    }

    private async Task SaveAsync()
    {
        (_tried, _notice, _reasonFault) = (true, null, ReasonField.FaultOf(_reason));
        if (!_draft!.IsGood || _reasonFault is not null || await AuthorAsync() is not { } author)
        {
            return;
        }

        _busy = true;
        StateHasChanged();
        _faults = await Authoring.SaveAsync(_draft, _seen, _reason!.Trim(), author);
        _busy = false;
        if (_faults.Count > 0)
        {
            await SeeNewestAsync();
            return;
        }

        if (Name is null)
        {
            Navigation.NavigateTo(PolicyLink.Of(_draft.Value("name")!, "saved=true"));
            return;
        }

        var before = _seen;
        await ShowAsync();
        (_notice, _reason) = (
            _seen == before
                ? $"Nothing to change: version {_seen} says the same."
                : $"Version {_seen} is in force. It applies to the next message.",
            null
        );
    }

    // Whoever was told about a change made meanwhile may save over it.
    private async Task SeeNewestAsync()
    {
        if (_faults.Any(fault => fault.Key == PolicyAuthoring.Meanwhile))
        {
            await using var context = await Contexts.CreateDbContextAsync();
            _newest = await context.PolicyVersions.History(Name!).FirstOrDefaultAsync();
            _seen = _newest?.Version ?? 0;
        }
    }

    private async Task DeleteAsync(string reason)
    {
        if (await AuthorAsync() is not { } author)
        {
            return;
        }

        _faults = await Authoring.DeleteAsync(Name!, _seen, reason, author);
        await SeeNewestAsync();
        if (_faults.Count == 0)
        {
            Navigation.NavigateTo("/policies");
        }
    }

    private async Task RolledBackAsync(int version)
    {
        await ShowAsync();
        _notice = $"Version {version} is back in force as version {_seen}. It applies to the next message.";
    }

    // Asked anew at each change: roles may have gone since the page was opened.
    private async Task<RecordActor?> AuthorAsync() =>
        (await Authentication).User is var person && PageRoles.EditPolicies.Split(',').Any(person.IsInRole)
            ? person.Actor()
            : null;
}
