using System.Security.Claims;
using Microsoft.AspNetCore.Components;

namespace Portal.Components.Layout;

/// <summary>Who is signed in, light or dark, and signing out.</summary>
public sealed partial class PersonMenu
{
    /// <summary>The signed-in person.</summary>
    [Parameter, EditorRequired]
    public ClaimsPrincipal Person { get; set; } = null!;
}
