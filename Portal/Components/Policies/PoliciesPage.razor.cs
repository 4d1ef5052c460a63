using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Policies;

namespace Portal.Components.Policies;

/// <summary>The policies by kind, the built-in one first, and the test bench.</summary>
public sealed partial class PoliciesPage
{
    private IReadOnlyList<PolicyEntry> _masking = [];
    private IReadOnlyList<PolicyEntry> _access = [];
    private IReadOnlyList<PolicyEntry> _approval = [];
    private IReadOnlyList<PolicyEntry> _deleted = [];
    private bool _loaded;
    private string? _fault;

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    private bool Bench => View == "bench";

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _fault = null;
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            var newest = await context.PolicyVersions.Newest().ToListAsync();
            _masking =
            [
                PolicyEntry.BuiltIn,
                .. Entries(newest.Where(policy => policy is { Deleted: false, Kind: PolicyKind.Masking })),
            ];
            _access = Entries(newest.Where(policy => policy is { Deleted: false, Kind: PolicyKind.Access }));
            _approval = Entries(newest.Where(policy => policy is { Deleted: false, Kind: PolicyKind.Approval }));
            _deleted = Entries(newest.Where(policy => policy.Deleted));
            _loaded = true;
        }
        catch (DbException)
        {
            _fault = "The database did not answer. The policies in force go on deciding.";
        }
    }

    private static IReadOnlyList<PolicyEntry> Entries(IEnumerable<PolicyVersion> versions) =>
        [.. versions.Select(PolicyEntry.Of)];
}
