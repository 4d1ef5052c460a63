using Microsoft.AspNetCore.Components;

namespace Portal.Components.Approvals;

/// <summary>Leads to the page before and the one after; nothing where one page is enough.</summary>
public sealed partial class Pager
{
    /// <summary>The page shown, from 1.</summary>
    [Parameter, EditorRequired]
    public int Page { get; set; }

    /// <summary>Items a page.</summary>
    [Parameter, EditorRequired]
    public int Size { get; set; }

    /// <summary>Items.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>The address of a page.</summary>
    [Parameter, EditorRequired]
    public Func<int, string> Address { get; set; } = null!;

    private int Last => (Count + Size - 1) / Size;
}
