using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Gateway.Policy;
using Portal.SignIn;

namespace Portal.Components.Policies;

/// <summary>Every version of a policy, what changed between two of them, and the way back to one.</summary>
public sealed partial class PolicyVersions
{
    private List<PolicyVersion> _versions = [];
    private PolicyDifference? _difference;
    private int? _back;
    private string? _reason;
    private string? _reasonFault;
    private string? _fault;

    /// <summary>The policy's name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Whether the person may roll back.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>Version to compare; null for the last but one.</summary>
    [Parameter]
    public int? From { get; set; }

    /// <summary>Version to compare with; null for the newest.</summary>
    [Parameter]
    public int? To { get; set; }

    /// <summary>Raised with the version that is back in force.</summary>
    [Parameter]
    public EventCallback<int> OnRolledBack { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private PolicyAuthoring Authoring { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            _versions = await context.PolicyVersions.History(Name).ToListAsync();
            _fault = null;
        }
        catch (DbException)
        {
            _fault = "The database did not answer. The policies in force go on deciding.";
        }

        var to = Find(To) ?? _versions.FirstOrDefault();
        var from = Find(From) ?? Find(to?.Version - 1);
        _difference = from is null || to is null ? null : PolicyDifference.Between(from, to);
    }

    private PolicyVersion? Find(int? version) => _versions.FirstOrDefault(row => row.Version == version);

    private string Compare(int from, int to) => PolicyLink.Of(Name, $"view=versions&from={from}&to={to}");

    private void Pick(ChangeEventArgs e, int other, bool isFrom)
    {
        if (int.TryParse(e.Value?.ToString(), out var chosen))
        {
            Navigation.NavigateTo(isFrom ? Compare(chosen, other) : Compare(other, chosen), replace: true);
        }
    }

    private void Ask(int version)
    {
        (_back, _reason, _reasonFault) = (version, null, null);
        Navigation.NavigateTo(Compare(_versions[0].Version, version), replace: true);
    }

    private async Task RollBackAsync()
    {
        _reasonFault = ReasonField.FaultOf(_reason);
        var person = (await Authentication).User;
        if (_reasonFault is not null || _back is not { } version || !PageRoles.EditPolicies.Split(',').Any(person.IsInRole))
        {
            return;
        }

        var faults = await Authoring.RollBackAsync(Name, version, _versions[0].Version, _reason!.Trim(), person.Actor());
        if (faults.Count > 0)
        {
            _fault = faults[0].Message;
            return;
        }

        (_back, _reason) = (null, null);
        await OnRolledBack.InvokeAsync(version);
        Navigation.NavigateTo(PolicyLink.Of(Name, "view=versions"), replace: true);
        await LoadAsync();
    }
}
