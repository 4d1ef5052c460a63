using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>
/// Whether an approval is for one call or for all calls to the tool for a while, never longer than the rule allows.
/// </summary>
public sealed partial class WindowField
{
    private static readonly int[] Lengths = [15, 30, 60, 120, 240, 480];

    /// <summary>The ticket; its rule allows windows.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <summary>How long; 0 for the one call.</summary>
    [Parameter]
    public int Minutes { get; set; }

    /// <summary>Raised when another length is chosen.</summary>
    [Parameter]
    public EventCallback<int> MinutesChanged { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<int> Choices => Lengths.Where(length => length < Ticket.WindowMinutes).Append(Ticket.WindowMinutes);

    private static string Span(int minutes) =>
        minutes % 60 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} {(minutes == 60 ? "hour" : "hours")}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes");

    private Task ChooseAsync(ChangeEventArgs e) =>
        MinutesChanged.InvokeAsync(
            int.TryParse(e.Value?.ToString(), CultureInfo.InvariantCulture, out var minutes) && Choices.Contains(minutes)
                ? minutes
                : 0
        );
}
