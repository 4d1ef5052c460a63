using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>
/// A list of texts in one field: one a line, or divided by commas. What is being typed stays as typed while it says the same.
/// </summary>
public sealed partial class ListField
{
    private string _text = "";
    private IReadOnlyList<string> _values = [];
    private IReadOnlyList<string> _faults = [];

    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>The member, such as <c>callers.roles</c>.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>Gets or sets what the field is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Gets or sets what to write; null for nothing.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>An example.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>Whether a text stands on each line, because it may hold commas.</summary>
    [Parameter]
    public bool Lines { get; set; }

    /// <summary>Whether what is missing is said too.</summary>
    [Parameter]
    public bool AllFaults { get; set; }

    /// <summary>Raised when the policy was changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private string Id => $"policy-{Key.Replace('.', '-')}";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _values = Draft.List(Key);
        _faults = [.. Draft.FaultsOf(Key, AllFaults)];
        if (!Split(_text).SequenceEqual(_values, StringComparer.Ordinal))
        {
            _text = string.Join(Lines ? "\n" : ", ", _values);
        }
    }

    private string[] Split(string text) =>
        text.Split(Lines ? '\n' : ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Task TypeAsync(ChangeEventArgs e)
    {
        _text = e.Value?.ToString() ?? "";
        Draft.SetList(Key, Split(_text));
        return OnChange.InvokeAsync();
    }
}
