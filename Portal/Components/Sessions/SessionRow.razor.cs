using Microsoft.AspNetCore.Components;
using Portal.Components.Display;
using Portal.Data.Sessions;

namespace Portal.Components.Sessions;

/// <summary>One session in the list.</summary>
public sealed partial class SessionRow
{
    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public Session Session { get; set; } = null!;

    private string Label => $"session of {VisibleText.Of(Session.CallerName)} on {Session.Server}";
}
