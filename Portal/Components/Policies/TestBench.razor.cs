using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Gateway.Policy.Trials;
using Portal.Gateway.Routing;
using Portal.SignIn;

namespace Portal.Components.Policies;

/// <summary>Tries masking on a message: the policies in force, or a draft among them, at every change of either.</summary>
public sealed partial class TestBench
{
    private const string RequestsValue = "requests";

    private readonly BenchInput _input = new();
    private BenchOutcome? _outcome;
    private string? _pickFault;

    /// <summary>A masking policy being written; null to try those in force.</summary>
    [Parameter]
    public PolicyDraft? Draft { get; set; }

    /// <summary>Whether message and outcome stand side by side where there is room.</summary>
    [Parameter]
    public bool Wide { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private MaskingBench Bench { get; set; } = null!;

    [Inject]
    private RecordedMessages Recorded { get; set; } = null!;

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;

    private IEnumerable<string> Servers =>
        Registry
            .Servers.Keys.Append(_input.Server)
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => RunAsync();

    private Task TypeAsync(ChangeEventArgs e) => SetAsync(() => _input.Type(e.Value as string));

    private Task SetAsync(Action change)
    {
        change();
        return RunAsync();
    }

    private async Task TakeAsync(RecordedMessage message)
    {
        _pickFault = null;
        try
        {
            var person = (await Authentication).User.Actor();
            if (await Recorded.ReadAsync(message, person, CancellationToken.None) is { } text)
            {
                _input.Take(message, text);
                await RunAsync();
                return;
            }

            _pickFault =
                "This message cannot be taken: its retention time is over, or looking at it cannot be recorded right now.";
        }
        catch (DbException)
        {
            _pickFault = "The database did not answer. Try again.";
        }
    }

    private async Task RunAsync() =>
        _outcome =
            _input.Message.Length == 0 || Draft is { IsGood: false }
                ? null
                : await Bench.RunAsync(_input.ToRequest(Draft), CancellationToken.None);
}
