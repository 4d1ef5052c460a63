using System.ComponentModel.DataAnnotations;

namespace Portal.Gateway.Configuration;

/// <summary>How held calls wait. Configuration section <c>Gateway:Approvals</c>.</summary>
public sealed class ApprovalOptions
{
    /// <summary>The most minutes that anything about an approval may take or last: a day.</summary>
    public const int MaxMinutes = 1440;

    /// <summary>
    /// Seconds that a held call waits in its connection before it is answered "pending": less than the 60 s after which many
    /// clients give up. 0 to 3600, default 45.
    /// </summary>
    [Range(0, 3600)]
    public int InlineWaitSeconds { get; set; } = 45;

    /// <summary>Minutes that people have to decide, where the rule does not say. 1 to 1440, default 30.</summary>
    [Range(1, MaxMinutes)]
    public int TicketMinutes { get; set; } = 30;

    /// <summary>Minutes that an approval may be used in, by one identical call. 1 to 1440, default 15.</summary>
    [Range(1, MaxMinutes)]
    public int GrantMinutes { get; set; } = 15;

    /// <summary>Calls of one caller that may wait at once; further ones are refused. 1 to 10000, default 20.</summary>
    [Range(1, 10_000)]
    public int MaxPendingPerCaller { get; set; } = 20;

    /// <summary>
    /// Keys of <c>_meta</c> that clients fill anew with each call, so that an approval does not cover them; a call that was held
    /// reaches its server without them. At most 50. They are added to those of known clients, see <see cref="PerCallMeta"/>.
    /// </summary>
    public IList<string> UnboundMeta { get; } = [];

    /// <summary>Identifiers of one call that public clients put into <c>_meta</c>.</summary>
    public static IReadOnlyList<string> PerCallMeta { get; } =
    ["claudecode/toolUseId", "vscode.requestId", "vscode.conversationId"];

    /// <summary>Who is told of held calls by webhook; at most 20. Default nobody.</summary>
    public IList<WebhookOptions> Webhooks { get; } = [];
}
