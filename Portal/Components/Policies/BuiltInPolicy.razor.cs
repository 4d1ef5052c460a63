using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy;

namespace Portal.Components.Policies;

/// <summary>The built-in masking of cardholder data: what it covers, and who is excepted from it.</summary>
public sealed partial class BuiltInPolicy
{
    private static readonly (string Kind, string What, string Becomes, string Pci)[] Kinds =
    [
        (MaskingKinds.Pan, "Card numbers", "Cut to the first six and last four digits: 411111******1111.", "3.4.1"),
        (MaskingKinds.Cvv, "Verification codes", "Every digit is replaced; never stored.", "3.3.1.2"),
        (MaskingKinds.Track, "Magnetic stripe data", "Removed whole, chip equivalents too.", "3.3.1.1"),
        (MaskingKinds.Pin, "PINs and PIN blocks", "Removed whole.", "3.3.1.3"),
    ];

    private IReadOnlyList<(PolicyEntry Entry, string Justification, DateTimeOffset Expires)> _exceptions = [];

    /// <summary>Whether the person may write policies.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        var masking = await context.PolicyVersions.InForce().Where(policy => policy.Kind == PolicyKind.Masking).ToListAsync();
        _exceptions = [.. masking.Select(Exception).OfType<(PolicyEntry, string, DateTimeOffset)>()];
    }

    private static (PolicyEntry Entry, string Justification, DateTimeOffset Expires)? Exception(PolicyVersion version) =>
        PolicyParser.Parse(PolicyDraft.Of(version.Name, version.Definition).Definition, version.Version, out _)
            is MaskingRule { Exception: { } exception }
            ? (PolicyEntry.Of(version), exception.Justification, exception.Expires)
            : null;
}
