using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Masking;
using Portal.Data.Sessions;

namespace Portal.Components.Sessions;

/// <summary>The masked text of a message, as a tree and as it passed. Read only when it is opened.</summary>
public sealed partial class MessageDetail
{
    private const int MaxTree = 1_000_000;
    private const int MaxRaw = 200_000;

    private bool _loading = true;
    private bool _raw;
    private string? _text;
    private string? _headers;
    private string? _fault;
    private JsonElement? _root;
    private IReadOnlyList<MaskedEntry> _masked = [];

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public Record Record { get; set; } = null!;

    /// <summary>The server of its session.</summary>
    [Parameter]
    public string? Server { get; set; }

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    // Exceptions are about what tools answer; everything else stays masked.
    private bool IsToolResult => Record is { From: RecordOrigin.Server, Method: "tools/call", Tool: not null };

    private string Key => SessionPage.KeyOf(Record);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            var payload = await context
                .RecordPayloads.AsNoTracking()
                .FirstOrDefaultAsync(payload => payload.Position == Record.Position);
            (_text, _headers) = (payload?.Text, payload?.Headers);
            _root = _text is { Length: <= MaxTree } ? ReadableJson.Parse(_text) : null;
            _masked =
                Record.MaskedCount == 0
                    ? []
                    :
                    [
                        .. (await context.MaskingOfAsync([Record.Position], CancellationToken.None))[Record.Position]
                            .Select(MaskedEntry.Of),
                    ];
        }
        catch (DbException)
        {
            _fault = "The database did not answer. Close and open the message to try again.";
        }

        _loading = false;
    }

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
