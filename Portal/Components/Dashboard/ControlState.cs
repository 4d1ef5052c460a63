using Portal.Data.SelfScans;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Gateway.Masking.Rules;

namespace Portal.Components.Dashboard;

/// <summary>One control as it stands now.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Requirement">The PCI DSS requirements it answers.</param>
/// <param name="Look">Symbol, colour and word.</param>
/// <param name="Says">What that means.</param>
/// <param name="Since">A time that ends the sentence; null for none.</param>
internal sealed record ControlState(
    string Name,
    string Requirement,
    (string Tone, string Icon, string Text) Look,
    string Says,
    DateTimeOffset? Since = null
)
{
    // The scan runs daily; a day late is worth a look.
    private static readonly TimeSpan ScanOverdue = TimeSpan.FromDays(2);

    // As many as a line of the dashboard takes.
    private const int MaxNames = 5;

    private static readonly (string, string, string) On = ("ok", "check_circle", "On");
    private static readonly (string, string, string) Failed = ("danger", "error", "Failed");

    public static ControlState Recording(RecordingDurability durability, ControlFailure? failure) =>
        Of("Recording", "10.2.1", failure)
        ?? (
            durability == RecordingDurability.Strict
                ? new("Recording", "10.2.1", On, "Strict: a call goes on only after its record is on disk.")
                : new(
                    "Recording",
                    "10.2.1",
                    ("warn", "warning", "Weak"),
                    "Relaxed: calls go on before their record is on disk; a crash may lose the last records. Set "
                        + "Gateway:Recording:Durability to Strict."
                )
        );

    public static ControlState Masking(IReadOnlyList<MaskingRule> rules, DateTimeOffset now, ControlFailure? failure)
    {
        const string Control = "Masking of cardholder data";
        const string Answers = "3.4.1, 3.3.1";
        var exceptions = rules.Count(rule => rule.Exception is { } exception && exception.Expires > now);
        var own = rules.Count(rule => rule.Exception is null);
        return Of(Control, Answers, failure)
            ?? new(
                Control,
                Answers,
                On,
                "Every message of every server, before it is recorded or released; "
                    + $"{Count(own, "policy of your own", "policies of your own")}, "
                    + $"{Count(exceptions, "exception", "exceptions")}."
            );
    }

    public static ControlState SelfScan(SelfScan? last, DateTimeOffset now, ControlFailure? failure)
    {
        const string Control = "Search of its own storage";
        const string Answers = "3.2.1";
        return last switch
        {
            { Findings: > 0 } => new(
                Control,
                Answers,
                ("danger", "error", "Found"),
                $"{Count(last.Findings, "value", "values")} of card data in the portal's own storage. The signed result says "
                    + "where. Searched",
                last.Ended
            ),
            _ when Of(Control, Answers, failure) is { } failed => failed,
            null => new(
                Control,
                Answers,
                ("warn", "schedule", "Not yet"),
                "The portal's own storage has not been searched for card data yet."
            ),
            _ when now - last.Ended > ScanOverdue => new(
                Control,
                Answers,
                ("warn", "schedule", "Overdue"),
                "Nothing was found, but the last search is old. Searched",
                last.Ended
            ),
            _ => new(
                Control,
                Answers,
                ("ok", "check_circle", "Clean"),
                $"{Size(last.Bytes)} read, no card data found, signed. Searched",
                last.Ended
            ),
        };
    }

    public static ControlState Owners(IReadOnlyList<string> without)
    {
        const string Control = "Owners of service accounts";
        const string Answers = "7.2.5, 8.6.1";
        return without.Count == 0
            ? new(Control, Answers, On, "A person answers for each one, and never approves its calls.")
            : new(
                Control,
                Answers,
                ("warn", "warning", "Weak"),
                $"Nobody answers for {Names(without)}, so whoever runs it may be asked to approve its calls. Name an 'owner' "
                    + "in the seed file."
            );
    }

    public static ControlState DiskSpace(ControlFailure? failure) =>
        Of("Room for evidence", "10.5.1, 10.7.2", failure)
        ?? new(
            "Room for evidence",
            "10.5.1, 10.7.2",
            On,
            "The free space is watched. The alarm comes before the disk is full, and calls are refused rather than not recorded."
        );

    public static ControlState DatabaseLock(ControlFailure? failure) =>
        Of("One portal per database", "10.3.2, 10.7.2", failure)
        ?? new(
            "One portal per database",
            "10.3.2, 10.7.2",
            On,
            "The database is locked for this portal. A second one does not start on it, and calls are refused if the lock is "
                + "lost."
        );

    public static ControlState DefaultDeny(int rules) =>
        new(
            "Default deny",
            "7.2.1, 7.3.3",
            On,
            $"A call without a matching access policy is refused; {Count(rules, "access policy", "access policies")} in force."
        );

    public static ControlState SignInLocks(int locked) =>
        locked == 0
            ? new(
                "Lock of accounts",
                "8.3.4",
                On,
                "Ten wrong passwords from a network lock an account there; no account is locked."
            )
            : new(
                "Lock of accounts",
                "8.3.4",
                ("warn", "warning", "Attacked"),
                $"{Count(locked, "account is", "accounts are")} locked for networks that wrong passwords came from. "
                    + "The records portal/account-locked say which."
            );

    private static ControlState? Of(string name, string requirement, ControlFailure? failure) =>
        failure is null ? null : new(name, requirement, Failed, $"{failure.Cause} Since", failure.Since);

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MaxNames)) + (names.Count > MaxNames ? $" and {names.Count - MaxNames:N0} more" : "");

    private static string Count(int count, string one, string many) =>
        count switch
        {
            0 => $"no {many}",
            1 => $"1 {one}",
            _ => $"{count:N0} {many}",
        };

    private static string Size(long bytes) =>
        bytes switch
        {
            < 1024 * 1024 => $"{bytes / 1024.0:0} KB",
            < 1024L * 1024 * 1024 => $"{bytes / (1024.0 * 1024):0.0} MB",
            _ => $"{bytes / (1024.0 * 1024 * 1024):0.0} GB",
        };
}
