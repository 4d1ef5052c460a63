using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Limits;
using Portal.Gateway.Routing;
using Portal.SignIn;

namespace Portal.Components.Sessions;

/// <summary>Search over sessions; the address holds the filters.</summary>
public sealed partial class SessionsPage : IDisposable
{
    private const int Page = 50;

    private readonly CancellationTokenSource _leaving = new();

    private SessionCriteria _criteria = new();
    private IReadOnlyList<string> _servers = [];
    private SessionFilter _filter = new();
    private Guid? _onlyCaller;
    private Guid _caller;
    private int _search;
    private bool _none;
    private bool _cardRefused;
    private string? _fault;
    private string? _status;

    [SupplyParameterFromQuery(Name = "caller")]
    private string? Caller { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? Server { get; set; }

    [SupplyParameterFromQuery(Name = "tool")]
    private string? Tool { get; set; }

    [SupplyParameterFromQuery(Name = "text")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "masked")]
    private string? Masked { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")]
    private string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = "span")]
    private string? Span { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private SearchLimiter Searches { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var person = (await Authentication).User;
        (_onlyCaller, _caller) = (person.OnlyCaller(), person.Id());
        _servers = [.. Registry.Servers.Keys.Order(StringComparer.Ordinal)];
        _criteria = new SessionCriteria
        {
            Caller = Caller,
            Server = Server,
            Tool = Tool,
            Text = Text,
            Masked = Masked,
            Outcome = Outcome,
            Span = Span,
            From = From,
            To = To,
        };
        _cardRefused = _criteria.HoldsCardNumber;
        await StartAsync();
    }

    private void Search(SessionCriteria criteria)
    {
        _cardRefused = criteria.HoldsCardNumber;
        if (!_cardRefused)
        {
            Navigation.NavigateTo(criteria.ToUri("/sessions"));
        }
    }

    private Task RetryAsync() => StartAsync();

    // Whether there is anything decides between the table and the empty page; the table then asks for what it shows.
    private async Task StartAsync()
    {
        _fault = null;
        _status = null;
        _filter = _criteria.ToFilter(Time.GetUtcNow(), _onlyCaller);
        _search++;
        try
        {
            _none = _cardRefused || (await SearchAsync(0, 1, _leaving.Token)).Count == 0;
        }
        catch (OperationCanceledException)
        {
            // The page is left.
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            _fault = "The database did not answer. Recorded sessions are not affected.";
        }
    }

    // Counting millions of matches would cost more than showing them: the list grows by a page while there is more.
    private async ValueTask<ItemsProviderResult<Session>> LoadAsync(ItemsProviderRequest request)
    {
        var take = Math.Max(request.Count, Page);
        var found = await SearchAsync(request.StartIndex, take + 1, request.CancellationToken);
        var more = found.Count > take;
        var known = request.StartIndex + Math.Min(found.Count, take);
        Report(
            more
                ? $"More than {known} sessions, newest first."
                : $"{known} {(known == 1 ? "session" : "sessions")}, newest first.",
            more
        );
        return new ItemsProviderResult<Session>(found.Take(request.Count), known + (more ? Page : 0));
    }

    private async Task<List<Session>> SearchAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var filter = _filter;
        async Task<List<Session>> FindAsync(CancellationToken token)
        {
            await using var context = await Contexts.CreateDbContextAsync(token);
            return await context.InterruptibleAsync(
                inner => context.Search(filter).Skip(skip).Take(take).ToListAsync(inner),
                token
            );
        }

        // The newest of everything cost no more than showing them.
        if (filter with { From = null, To = null } == new SessionFilter())
        {
            return await FindAsync(cancellationToken);
        }

        var result = await Searches.RunInTurnAsync(_caller, FindAsync, cancellationToken);
        _fault = result.Outcome switch
        {
            SearchOutcome.Busy => "Too many searches wait for their turn. Try again in a moment.",
            SearchOutcome.TooLong => "The search took too long and was ended. Narrow it by time, server or tool.",
            _ => null,
        };
        return result.Value ?? [];
    }

    private void Report(string status, bool more)
    {
        if (more && _status is { } earlier && !earlier.StartsWith("More", StringComparison.Ordinal))
        {
            return;
        }

        _status = status;
        _ = InvokeAsync(StateHasChanged);
    }
}
