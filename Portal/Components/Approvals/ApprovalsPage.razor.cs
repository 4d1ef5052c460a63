using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Layout;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// Held calls: what waits, what was, and the windows that are open. The address says which, and holds the filters.
/// </summary>
public sealed partial class ApprovalsPage : IDisposable
{
    private TicketCriteria _criteria = new();
    private bool _all;
    private bool _decides;

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "caller")]
    private string? Caller { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? Server { get; set; }

    [SupplyParameterFromQuery(Name = "tool")]
    private string? Tool { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ApprovalInbox Inbox { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Inbox.Changed -= OnChanged;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Inbox.Changed += OnChanged;
        var person = (await Authentication).User;
        _all = person.OnlyTicketsOf() is null;
        _decides = PageRoles.Decide.Split(',').Any(person.IsInRole);
    }

    /// <inheritdoc />
    protected override void OnParametersSet() =>
        _criteria = new TicketCriteria
        {
            State = State,
            Caller = Caller,
            Server = Server,
            Tool = Tool,
            From = From,
            To = To,
        };

    private string? Current(string? tab) => (Tab is "history" or "windows" ? Tab : null) == tab ? "true" : null;

    private void OnChanged(object? sender, ApprovalsChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);
}
