using Microsoft.AspNetCore.Components;

namespace Portal.Components.Sessions;

/// <summary>The search form. Nothing happens until the person searches; then the address changes.</summary>
public sealed partial class SessionSearch
{
    private SessionCriteria _draft = new();
    private SessionCriteria? _shown;
    private bool _custom;

    /// <summary>Gets or sets what was searched.</summary>
    [Parameter, EditorRequired]
    public SessionCriteria Criteria { get; set; } = new();

    /// <summary>Names of the registered servers.</summary>
    [Parameter]
    public IReadOnlyList<string> Servers { get; set; } = [];

    /// <summary>Whether the person sees other callers' sessions.</summary>
    [Parameter]
    public bool AllCallers { get; set; }

    /// <summary>Raised with what to search.</summary>
    [Parameter]
    public EventCallback<SessionCriteria> OnSearch { get; set; }

    private bool Custom => _custom || !string.IsNullOrEmpty(_draft.From) || !string.IsNullOrEmpty(_draft.To);

    private string Span
    {
        get => Custom ? "custom" : _draft.Span ?? "";
        set
        {
            _custom = value == "custom";
            _draft.Span = _custom ? null : value;
            if (!_custom)
            {
                (_draft.From, _draft.To) = (null, null);
            }
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // A re-render of the page must not undo what is being typed.
        if (_shown != Criteria)
        {
            _shown = Criteria;
            _draft = Criteria with { };
            _custom = false;
        }
    }

    private Task SearchAsync() => OnSearch.InvokeAsync(_draft with { });
}
