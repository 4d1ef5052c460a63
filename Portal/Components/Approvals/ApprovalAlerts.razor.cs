using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Portal.Components.Display;
using Portal.Components.Layout;
using Portal.Gateway.Approvals;

namespace Portal.Components.Approvals;

/// <summary>
/// Tells people who may approve, on every page, that a call waits: a toast, the number in the title, and whatever sound or
/// notification they chose in this browser.
/// </summary>
public sealed partial class ApprovalAlerts : IDisposable
{
    private const int MaxToasts = 3;
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(15);

    private readonly List<ApprovalNotice> _toasts = [];
    private ITimer? _timer;
    private int _more;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ApprovalInbox Inbox { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        Inbox.Changed -= OnChanged;
        _timer?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var person = (await Authentication).User;
        if (PageRoles.Decide.Split(',').Any(person.IsInRole))
        {
            Inbox.Changed += OnChanged;
        }

        await Inbox.StartAsync(person);
    }

    private void OnChanged(object? sender, ApprovalsChangedEventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            var arrived = e.Arrived;
            Add(arrived);
            try
            {
                await Browser.InvokeVoidAsync("portalApprovals.count", Inbox.Waiting);
                if (arrived.Count > 0)
                {
                    await Browser.InvokeVoidAsync("portalApprovals.arrived", arrived[^1].TicketId, Sentence(arrived));
                }
            }
            catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
            {
                // The toast and the list say it too.
            }
        });

    private static string Sentence(IReadOnlyList<ApprovalNotice> arrived) =>
        arrived.Count == 1
            ? $"{VisibleText.Short(TicketSubject.Of(arrived[0]), 60)} on {VisibleText.Short(arrived[0].Server, 40)}, "
                + $"{(arrived[0].Method == "tools/call" ? "asked by" : "client of")} "
                + $"{VisibleText.Short(arrived[0].CallerName, 60)}"
            : $"{arrived.Count} calls wait for approval";

    private void Add(IReadOnlyList<ApprovalNotice> arrived)
    {
        if (arrived.Count == 0)
        {
            return;
        }

        var shown = arrived.Skip(Math.Max(0, arrived.Count - MaxToasts)).ToList();
        _more += arrived.Count - shown.Count + Math.Max(0, _toasts.Count + shown.Count - MaxToasts);
        _toasts.RemoveRange(0, Math.Max(0, _toasts.Count + shown.Count - MaxToasts));
        _toasts.AddRange(shown);
        _timer?.Dispose();
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(DismissAll), null, Stay, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    private void Dismiss(ApprovalNotice toast) => _toasts.Remove(toast);

    private void DismissAll()
    {
        _toasts.Clear();
        _more = 0;
        StateHasChanged();
    }
}
