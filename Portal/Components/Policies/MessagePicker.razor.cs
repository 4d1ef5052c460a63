using System.Data.Common;
using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>Picks a recorded message: one of the latest, or by id or permalink.</summary>
public sealed partial class MessagePicker
{
    private IReadOnlyList<RecordedMessage>? _latest;
    private string? _text;
    private string? _fault;

    /// <summary>Raised with the message.</summary>
    [Parameter]
    public EventCallback<RecordedMessage> OnPick { get; set; }

    [Inject]
    private RecordedMessages Recorded { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private async Task LoadAsync()
    {
        try
        {
            _latest = await Recorded.LatestAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            (_latest, _fault) = ([], "The database did not answer. Close and open this to try again.");
        }
    }

    private async Task FindAsync()
    {
        _fault = null;
        try
        {
            if (await Recorded.FindAsync(_text ?? "", CancellationToken.None) is { } message)
            {
                await OnPick.InvokeAsync(message);
                return;
            }

            _fault =
                "There is no such record or session. A message's permalink is in its session; a session's id is in its address.";
        }
        catch (DbException)
        {
            _fault = "The database did not answer. Try again.";
        }
    }
}
