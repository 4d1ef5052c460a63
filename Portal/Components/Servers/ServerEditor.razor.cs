using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Options;
using Portal.Components.Display;
using Portal.Gateway.Configuration;
using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>The form of a server; what is wrong stands beside its field.</summary>
public sealed partial class ServerEditor(IOptions<GatewayOptions> options)
{
    /// <summary>Gets or sets what is typed.</summary>
    [Parameter, EditorRequired]
    public ServerForm Form { get; set; } = new();

    /// <summary>The server as stored; null for a new one.</summary>
    [Parameter]
    public ServerDefinition? Stored { get; set; }

    /// <summary>Gets or sets what is wrong.</summary>
    [Parameter]
    public IReadOnlyList<ServerFault> Faults { get; set; } = [];

    /// <summary>Whether a test runs.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Raised to store.</summary>
    [Parameter]
    public EventCallback OnSave { get; set; }

    /// <summary>Raised to test what is typed.</summary>
    [Parameter]
    public EventCallback OnTest { get; set; }

    private int UsualTimeout => options.Value.ServerTimeoutSeconds;

    private string Invalid(string field) => Faults.Any(fault => fault.Field == field) ? "true" : "false";

    private RenderFragment Said(string field, string hint) =>
        builder => Say(builder, Faults.FirstOrDefault(fault => fault.Field == field), hint);

    private static void Say(RenderTreeBuilder builder, ServerFault? fault, string hint)
    {
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "class", fault is null ? "hint" : "fault");
        builder.AddAttribute(2, "role", fault is null ? null : "alert");
        builder.AddContent(3, fault is null ? hint : VisibleText.Of(fault.Message));
        builder.CloseElement();
    }
}
