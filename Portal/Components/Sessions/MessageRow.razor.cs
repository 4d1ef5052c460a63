using Microsoft.AspNetCore.Components;
using Portal.Data.Sessions;

namespace Portal.Components.Sessions;

/// <summary>One message of a session; opens into its text.</summary>
public sealed partial class MessageRow
{
    private bool _open;
    private bool _expanded;

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public Record Record { get; set; } = null!;

    /// <summary>The server of the session.</summary>
    [Parameter]
    public string? Server { get; set; }

    /// <summary>When the session began.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Started { get; set; }

    /// <summary>Whether the address asks for this message.</summary>
    [Parameter]
    public bool Expanded { get; set; }

    private string Key => SessionPage.KeyOf(Record);

    private (string Icon, string Text) Way =>
        (Record.From, Record.Direction) switch
        {
            (_, RecordDirection.Control) => ("shield", "Portal"),
            (RecordOrigin.Client, RecordDirection.Response) => ("arrow_forward", "Client answers"),
            (RecordOrigin.Client, RecordDirection.Notification) => ("arrow_forward", "Client notifies"),
            (RecordOrigin.Client, _) => ("arrow_forward", "Client asks"),
            (RecordOrigin.Server, RecordDirection.Request) => ("arrow_back", "Server asks"),
            (RecordOrigin.Server, RecordDirection.Notification) => ("arrow_back", "Server notifies"),
            (RecordOrigin.Server, _) => ("arrow_back", "Server answers"),
            _ => ("shield", "Portal answers"),
        };

    private string? Asks =>
        (Record.From, Record.Direction, Record.Method) switch
        {
            (RecordOrigin.Server, RecordDirection.Request, "elicitation/create") => "Server asks the client's user",
            (RecordOrigin.Server, RecordDirection.Request, "sampling/createMessage") => "Server asks the client's model",
            _ => null,
        };

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Expanded != _expanded)
        {
            _expanded = Expanded;
            _open |= Expanded;
        }
    }

    private void Toggle() => _open = !_open;
}
