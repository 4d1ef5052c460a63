using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Journal;
using Portal.SignIn;

namespace Portal.Components.Connect;

/// <summary>The person's own tokens: make one, see them, revoke one.</summary>
public sealed partial class TokenPanel
{
    private const int MaxActive = 20;

    private IReadOnlyList<AccessToken> _tokens = [];
    private IssuedToken? _issued;
    private Guid _person;
    private Guid? _revoking;
    private string _name = "";
    private int _days = 90;
    private string? _fault;

    /// <summary>Raised with the text of a token just made, and with null once it is hidden.</summary>
    [Parameter]
    public EventCallback<string?> OnIssued { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private TokenIssuer Issuer { get; set; } = null!;

    [Inject]
    private PortalJournal Journal { get; set; } = null!;

    [Inject]
    private IStoredTextMask Mask { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _person = (await Authentication).User.Id();
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        _tokens = await context
            .AccessTokens.AsNoTracking()
            .Where(token => token.CallerKind == CallerKind.Person && token.CallerId == _person)
            .OrderByDescending(token => token.Created)
            .Take(100)
            .ToListAsync();
    }

    private async Task IssueAsync()
    {
        _fault = FaultOf(_name);
        // Signed out meanwhile: the page is about to go.
        if (_fault is not null || (await Authentication).User.Id() != _person)
        {
            return;
        }

        if (!await RecordAsync("token-issued", ("name", _name.Trim())))
        {
            _fault = "The token cannot be recorded right now, so it was not made. Try again later.";
            return;
        }

        var issuer = new AccountReference(CallerKind.Person, _person, (await Authentication).User.Identity?.Name ?? "");
        _issued = await Issuer.IssueAsync(
            CallerKind.Person,
            _person,
            _name.Trim(),
            TimeSpan.FromDays(Math.Clamp(_days, 1, 365)),
            issuer,
            CancellationToken.None
        );
        _name = "";
        await ReadAsync();
        await OnIssued.InvokeAsync(_issued.Text);
    }

    private async Task<bool> RecordAsync(string action, params (string Name, string? Value)[] facts) =>
        await Journal.RecordAsync(action, (await Authentication).User.Actor(), null, RecordOutcome.Ok, facts);

    private string? FaultOf(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "Give the token a name, so that you know later which one to revoke.";
        }

        if (Mask.HoldsCard(name))
        {
            return CardDataException.MessageFor("Name");
        }

        var now = Time.GetUtcNow();
        return _tokens.Count(token => token.Revoked is null && token.Expires > now) >= MaxActive
            ? $"You have {MaxActive} working tokens. Revoke one that you no longer use."
            : null;
    }

    private Task HideAsync()
    {
        _issued = null;
        return OnIssued.InvokeAsync(null);
    }

    private async Task RevokeAsync(Guid id)
    {
        _revoking = null;
        // Revoking is never held up: a token that is out must go, recorded or not.
        if (_tokens.Any(token => token.Id == id))
        {
            await Issuer.RevokeAsync(id, CancellationToken.None);
            await RecordAsync("token-revoked", ("token", id.ToString()));
            await ReadAsync();
        }
    }
}
