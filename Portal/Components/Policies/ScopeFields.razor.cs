using Microsoft.AspNetCore.Components;
using Portal.Gateway.Routing;

namespace Portal.Components.Policies;

/// <summary>Which servers, tools and callers a policy is about.</summary>
public sealed partial class ScopeFields
{
    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>Whether what is missing is said too.</summary>
    [Parameter]
    public bool AllFaults { get; set; }

    /// <summary>Raised when the policy was changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    private string ServersHint =>
        Registry.Servers.Count switch
        {
            _ when Draft.IsException => "Named one by one.",
            0 => "Names, divided by commas; * stands for anything.",
            > 6 => $"There are {Registry.Servers.Count} servers; * stands for anything.",
            _ => $"There {(Registry.Servers.Count == 1 ? "is" : "are")} "
                + $"{string.Join(", ", Registry.Servers.Keys.Order(StringComparer.Ordinal))}; * stands for anything.",
        };

    private string ToolsHint =>
        Draft switch
        {
            { IsException: true } => "Named one by one.",
            { FixedKind: "masking" } => "* covers what is no tool call too.",
            _ => "Names, divided by commas; * stands for anything.",
        };
}
