namespace Portal.Components.Approvals;

/// <summary>The keys of the approval pages. They do nothing while a field has the focus.</summary>
public sealed partial class KeyHelp
{
    private bool _open;
}
