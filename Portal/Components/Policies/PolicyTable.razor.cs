using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>Policies of one kind, a line each.</summary>
public sealed partial class PolicyTable
{
    /// <summary>Gets or sets what the table is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The policies.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<PolicyEntry> Entries { get; set; } = [];
}
