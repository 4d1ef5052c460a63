using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Layout;
using Portal.Gateway.Masking;

namespace Portal.Components.Policies;

/// <summary>Leads whoever may write policies from a masked card number to an exception for its field; nothing for anyone else.</summary>
public sealed partial class ExceptionLink
{
    private string? _address;

    /// <summary>What was masked.</summary>
    [Parameter, EditorRequired]
    public string Kind { get; set; } = "";

    /// <summary>Where: JSONPath.</summary>
    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    /// <summary>Why.</summary>
    [Parameter]
    public IReadOnlyList<MaskingReason> Reasons { get; set; } = [];

    /// <summary>The server; null when it is not known.</summary>
    [Parameter]
    public string? Server { get; set; }

    /// <summary>The tool; null when it is not known.</summary>
    [Parameter]
    public string? Tool { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var mayWrite = PageRoles.EditPolicies.Split(',').Any((await Authentication).User.IsInRole);
        _address = mayWrite ? ExceptionAddress.Of(Kind, Path, Reasons, Server, Tool) : null;
    }
}
