using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Layout;
using Portal.Data.Sessions;
using Portal.Gateway.CardSearch;
using Portal.SignIn;

namespace Portal.Components.Cards;

/// <summary>Looks a card up. The number lives in the field until the search begins, and nowhere after it.</summary>
public sealed partial class CardLookupPage : IDisposable
{
    private const int MaxRecords = 500;

    private string? _number;
    private string? _fault;
    private bool _busy;
    private CardLookupResult? _result;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private CardLookup Lookup { get; set; } = null!;

    private IEnumerable<(Session? Session, IReadOnlyList<Record> Records)> Sessions
    {
        get
        {
            var sessions = _result!.Sessions.ToDictionary(session => session.Id);
            return _result
                .Records.Select(row => row.Record)
                .GroupBy(record => record.SessionId is { } id ? sessions.GetValueOrDefault(id) : null)
                .Select(group => (group.Key, (IReadOnlyList<Record>)[.. group]));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _number = null;

    private async Task SearchAsync()
    {
        // Out of the field before anything else: whatever happens next, it is not shown again.
        var number = _number;
        (_number, _fault, _result) = (null, null, null);
        var person = (await Authentication).User;
        if (!PageRoles.CardLookup.Split(',').Any(person.IsInRole))
        {
            return;
        }

        _busy = true;
        StateHasChanged();
        try
        {
            var found = await Lookup.FindAsync(number, person.Actor(), null, null, MaxRecords, CancellationToken.None);
            (_result, _fault) = found.Outcome switch
            {
                CardLookupOutcome.Searched => (found, null),
                CardLookupOutcome.NotACardNumber => (
                    null,
                    "A card number has 12 to 19 digits; spaces and dashes between them do no harm. Type it again."
                ),
                _ => ((CardLookupResult?)null, "The search cannot be recorded right now, so it was not made. Try again later."),
            };
        }
        catch (DbException)
        {
            _fault = "The database did not answer. Type the number once more to try again.";
        }

        _busy = false;
    }
}
