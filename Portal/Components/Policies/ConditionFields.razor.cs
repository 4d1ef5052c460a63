using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>The conditions of an approval policy, one a row. What is being typed stays as typed while it says the same.</summary>
public sealed partial class ConditionFields
{
    private List<ConditionDraft> _rows = [];

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
    protected override void OnParametersSet()
    {
        var stored = Draft.Conditions();
        if (_rows.Count != stored.Count || !_rows.Zip(stored).All(pair => SaysTheSame(pair.First, pair.Second)))
        {
            _rows = [.. stored];
        }
    }

    private static bool SaysTheSame(ConditionDraft typed, ConditionDraft stored) =>
        typed.Argument == stored.Argument
        && typed.Op == stored.Op
        && (typed.Value()?.ToJsonString() ?? "null") == (stored.Value()?.ToJsonString() ?? "null");

    private static string Hint(string op) => ConditionDraft.Operators.FirstOrDefault(known => known.Op == op).Hint ?? "";

    // Of a row just begun nothing is wrong yet.
    private IEnumerable<string> FaultsOf(int place)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"when[{place}].");
        return AllFaults || _rows[place] is { Argument.Length: > 0, Text.Length: > 0 }
            ? Draft.Faults.Where(fault => fault.Key.StartsWith(key, StringComparison.Ordinal)).Select(fault => fault.Message)
            : [];
    }

    private Task AddAsync() => StoreAsync([.. _rows, new ConditionDraft("", "gt", "")]);

    private Task RemoveAsync(int place) => StoreAsync([.. _rows.Where((_, index) => index != place)]);

    private Task SetAsync(int place, ConditionDraft row) =>
        StoreAsync([.. _rows.Select((known, index) => index == place ? row : known)]);

    private Task StoreAsync(List<ConditionDraft> rows)
    {
        _rows = rows;
        Draft.SetConditions(rows);
        return OnChange.InvokeAsync();
    }
}
