using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Components.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy.Trials;

namespace Portal.Components.Policies;

/// <summary>
/// Represents what became of a message on the test bench: text, every replacement with its reason, and the time it took.
/// </summary>
public sealed partial class BenchResult
{
    // What the bench puts around JSON or text that is no whole message.
    private static readonly string[] Frames =
    [
        "$.result.structuredContent",
        "$.params.arguments.text",
        "$.params.arguments",
        "$.result.content[0].text",
    ];

    private JsonElement? _root;
    private IReadOnlyList<MaskedEntry> _masked = [];
    private bool _raw;
    private bool _recorded;

    /// <summary>The outcome.</summary>
    [Parameter, EditorRequired]
    public BenchOutcome Outcome { get; set; } = null!;

    /// <summary>The policy being written, if one is tried.</summary>
    [Parameter]
    public PolicyDraft? Draft { get; set; }

    /// <summary>Whether a client would send the message.</summary>
    [Parameter]
    public bool IsRequest { get; set; }

    /// <summary>The server the message would pass; empty for any.</summary>
    [Parameter]
    public string? Server { get; set; }

    /// <summary>The tool it would belong to; empty for any.</summary>
    [Parameter]
    public string? Tool { get; set; }

    private bool Differs => Outcome.BlockedBy is null && Outcome.Output != Outcome.Recorded;

    private string? Text => Outcome.BlockedBy is not null || (_recorded && Differs) ? Outcome.Recorded : Outcome.Output;

    private IEnumerable<(BenchReplacement Hit, bool Released)> Hits =>
        Outcome.Replacements.Select(hit => (hit, false)).Concat(Outcome.Released.Select(hit => (hit, true)));

    private bool IsMessage => _root is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("jsonrpc"u8, out _);

    /// <inheritdoc />
    protected override void OnParametersSet() => Parse();

    private void Show(bool recorded)
    {
        _recorded = recorded;
        Parse();
    }

    private void Parse()
    {
        _root = ReadableJson.Parse(Text) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } root ? root : null;
        _masked =
        [
            .. Outcome.Replacements.Select(hit => new MaskedEntry(
                hit.Kind,
                Local(hit.Path),
                hit.Rule,
                hit.Count,
                hit.RuleVersion,
                hit.Action.ToString().ToLowerInvariant()
            )
            {
                Reasons = hit.Reasons,
            }),
        ];
    }

    private string Local(string path) =>
        IsMessage || Array.Find(Frames, frame => path.StartsWith(frame, StringComparison.Ordinal)) is not { } frame
            ? path
            : "$" + path[frame.Length..];

    private static string Count(IReadOnlyList<BenchReplacement> hits, string one, string many) =>
        hits.Sum(hit => hit.Count) is var sum && sum == 1 ? $"1 {one}" : $"{sum} {many}";

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private static string Done(MaskingAction action) =>
        action switch
        {
            MaskingAction.Redact => "redacted",
            MaskingAction.Token => "replaced by a token",
            MaskingAction.Block => "blocked",
            _ => "masked",
        };
}
