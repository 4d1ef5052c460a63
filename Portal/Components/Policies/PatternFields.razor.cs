using Microsoft.AspNetCore.Components;
using Portal.Gateway.Rules;

namespace Portal.Components.Policies;

/// <summary>The patterns of a masking policy, each checked while it is typed.</summary>
public sealed partial class PatternFields
{
    private List<(string Name, string Regex)> _patterns = [];

    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>Whether what is missing is said too.</summary>
    [Parameter]
    public bool AllFaults { get; set; }

    /// <summary>Raised when the policy was changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet() => _patterns = [.. Draft.Patterns()];

    private string Invalid(string key) => Said().Any(fault => fault.Key == key) ? "true" : "false";

    private IEnumerable<string> FaultsOf(int index) =>
        Said()
            .Where(fault => fault.Key.StartsWith($"patterns[{index}]", StringComparison.Ordinal))
            .Select(fault => fault.Message);

    // A row just added is empty, and everybody can see that.
    private IEnumerable<PolicyFault> Said() => Draft.Faults.Where(fault => AllFaults || !IsEmpty(fault.Key));

    private bool IsEmpty(string key)
    {
        for (var index = 0; index < _patterns.Count; index++)
        {
            if (
                (key == $"patterns[{index}].name" && _patterns[index].Name.Length == 0)
                || (key == $"patterns[{index}].regex" && _patterns[index].Regex.Length == 0)
            )
            {
                return true;
            }
        }

        return false;
    }

    private Task NameAsync(int index, ChangeEventArgs e) => SetAsync(index, (e.Value?.ToString() ?? "", _patterns[index].Regex));

    private Task RegexAsync(int index, ChangeEventArgs e) => SetAsync(index, (_patterns[index].Name, e.Value?.ToString() ?? ""));

    private Task SetAsync(int index, (string Name, string Regex) pattern)
    {
        _patterns[index] = pattern;
        return StoreAsync();
    }

    private Task AddAsync()
    {
        _patterns.Add(("", ""));
        return StoreAsync();
    }

    private Task RemoveAsync(int index)
    {
        _patterns.RemoveAt(index);
        return StoreAsync();
    }

    private Task StoreAsync()
    {
        Draft.SetPatterns(_patterns);
        return OnChange.InvokeAsync();
    }
}
