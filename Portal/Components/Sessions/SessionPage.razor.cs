using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.SignIn;

namespace Portal.Components.Sessions;

/// <summary>
/// One session: who, from where, and every message in order. <c>?message=stream.sequence</c> opens and shows one of them.
/// </summary>
public sealed partial class SessionPage
{
    private const int Page = 100;

    private readonly List<Record> _records = [];
    private Session? _session;
    private bool _missing;
    private string? _fault;
    private int _first;
    private int _total;
    private string? _scrolledTo;

    /// <summary>The session.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "message")]
    private string? Message { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private string Shown => _records.Count == _total ? $"{_total}" : $"{_first + 1}–{_first + _records.Count} of {_total}";

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _session?.Id == Id ? Task.CompletedTask : LoadAsync();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Message is { } message && _scrolledTo != message && _records.Exists(record => KeyOf(record) == message))
        {
            _scrolledTo = message;
            await Script.InvokeVoidAsync("portalPage.show", $"m-{message}");
        }
    }

    internal static string KeyOf(Record record) =>
        string.Create(CultureInfo.InvariantCulture, $"{record.Stream:N}.{record.Sequence}");

    private async Task LoadAsync()
    {
        (_fault, _missing) = (null, false);
        try
        {
            var only = (await Authentication).User.OnlyCaller();
            await using var context = await Contexts.CreateDbContextAsync();
            _session = await context
                .Search(new SessionFilter { OnlyCaller = only })
                .FirstOrDefaultAsync(session => session.Id == Id);
            _missing = _session is null;
            if (_session is not null)
            {
                await FillAsync(context);
            }
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            _fault = "The database did not answer. What is recorded is not affected.";
        }
    }

    private async Task FillAsync(PortalDbContext context)
    {
        _total = await context.Timeline(Id).CountAsync();
        var shown = Math.Max(Page, _records.Count);
        if (_records.Count == 0)
        {
            _first = await PositionAsync(context) / Page * Page;
        }

        var records = await context.Timeline(Id).Skip(_first).Take(shown).ToListAsync();
        _records.Clear();
        _records.AddRange(records);
    }

    // Where the message of a permalink stands in the session; 0 when there is none.
    private async Task<int> PositionAsync(PortalDbContext context)
    {
        if (
            Message?.Split('.') is not [var streamText, var sequenceText]
            || !Guid.TryParse(streamText, out var stream)
            || !long.TryParse(sequenceText, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        )
        {
            return 0;
        }

        var position = await context.FindPositionAsync(stream, sequence, CancellationToken.None);
        var time = await context
            .Timeline(Id)
            .Where(record => record.Position == position)
            .Select(record => (DateTimeOffset?)record.Time)
            .FirstOrDefaultAsync();
        return time is null ? 0 : await context.Timeline(Id).CountAsync(record => record.Time < time);
    }

    private async Task LaterAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        _records.AddRange(await context.Timeline(Id).Skip(_first + _records.Count).Take(Page).ToListAsync());
    }

    private async Task EarlierAsync()
    {
        var first = Math.Max(0, _first - Page);
        await using var context = await Contexts.CreateDbContextAsync();
        _records.InsertRange(0, await context.Timeline(Id).Skip(first).Take(_first - first).ToListAsync());
        _first = first;
    }
}
