using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Components.Sessions;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>
/// Represents what a held call would send, masked: as a tree and as text. Whoever called chose every character of it.
/// </summary>
public sealed partial class ArgumentsView
{
    private const int MaxTree = 4_000_000;

    // A long value must not push the next one out of sight; all of it is in the text.
    private const int MaxValue = 400;
    private const int MaxRaw = 20_000;

    private readonly List<(string Name, string Text, JsonElement? Root)> _parts = [];
    private Guid _shown;
    private bool _raw;

    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    private int Size => _parts.Sum(part => part.Text.Length);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_shown == Ticket.Id)
        {
            return;
        }

        _shown = Ticket.Id;
        _parts.Clear();
        Add(Ticket.IsServerRequest ? "Parameters" : "Arguments", Ticket.Arguments);
        Add(Ticket.IsServerRequest ? "The call during which it was asked" : "Further parameters", Ticket.Parameters);
        Add("Client headers", Ticket.Headers);
        Add("Metadata", Ticket.Meta);
    }

    private void Add(string name, string? text)
    {
        if (text is not null)
        {
            _parts.Add((name, text, text.Length > MaxTree ? null : ReadableJson.Parse(text)));
        }
    }
}
