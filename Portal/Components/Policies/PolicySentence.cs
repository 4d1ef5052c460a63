using System.Globalization;
using Portal.Gateway.Callers;

namespace Portal.Components.Policies;

/// <summary>Says in one readable line what a policy does.</summary>
internal static class PolicySentence
{
    public static string Of(string name, string definition) => Of(PolicyDraft.Of(name, definition));

    public static string Of(PolicyDraft draft) =>
        draft switch
        {
            { IsGood: false } => draft.FixedKind == "masking"
                ? "Cannot be read: every message is withheld until it is mended or deleted."
                : "Cannot be read: every call is denied until it is mended or deleted.",
            { IsException: true } =>
                $"Lets card numbers in {And(draft.List("fields"))} of {And(draft.List("tools"))} on {Servers(draft)} pass to "
                    + $"{Callers(draft)} until {draft.Value("exception.expires")}.",
            { FixedKind: "masking" } => Masking(draft),
            { FixedKind: "approval" } => Approval(draft),
            _ => Access(draft),
        };

    private static string Access(PolicyDraft draft)
    {
        var what = new List<string>();
        Add(what, draft.List("tools"), "tools");
        Add(what, draft.List("prompts"), "prompts");
        Add(what, draft.List("resources"), "resources");
        var all =
            (draft.List("tools").Count == 0 || draft.List("tools").Contains("*"))
            && draft.List("prompts").Count == 0
            && draft.List("resources").Count == 0;
        var allows = draft.Value("effect") == "allow";
        return $"{(allows ? "Allows" : "Denies")} {(all ? "everything" : And(what))} on {Servers(draft)} "
            + $"{(allows ? "to" : "for")} {Callers(draft)}.";
    }

    private static string Approval(PolicyDraft draft)
    {
        var tools = draft.List("tools");
        var what = tools.Count == 0 || tools.Contains("*") ? "every tool call" : $"calls to {And(tools)}";
        var who = draft.List("callers.roles").Count + draft.List("callers.names").Count == 0 ? "" : $" by {Callers(draft)}";
        var when = draft.Conditions() is { Count: > 0 } conditions ? $" when {And([.. conditions.Select(Condition)])}" : "";
        var quorum = draft.Number("approvers.quorum") ?? "1";
        var roles = draft.List("approvers.roles") is { Count: > 0 } given ? string.Join(" or ", given) : PortalRoles.Approver;
        var window = draft.Number("windowMinutes") is { } minutes and not "0" ? $", for one call or up to {minutes} minutes" : "";
        var approve = quorum == "1" ? $"one {roles} approves" : $"{quorum} people ({roles}) approve";
        var password = draft.IsSet("reauthenticate") ? " with their password" : "";
        return $"Holds {what} on {Servers(draft)}{who}{when} until {approve}{password}{window}.";
    }

    private static string Condition(ConditionDraft condition) =>
        condition.Op switch
        {
            "exists" => $"{condition.Argument} is {(condition.Text == "true" ? "there" : "missing")}",
            _ => $"{condition.Argument} "
                + $"{ConditionDraft.Operators.FirstOrDefault(known => known.Op == condition.Op).Name ?? condition.Op} "
                + $"{condition.Text}",
        };

    private static string Masking(PolicyDraft draft)
    {
        var tools = draft.List("tools");
        var where = $"{(tools.Count == 0 || tools.Contains("*") ? "" : $"tools {And(tools)} on ")}{Servers(draft)}";
        var who = draft.List("callers.roles").Count + draft.List("callers.names").Count == 0 ? "" : $" for {Callers(draft)}";
        var what = new List<string>();
        what.AddRange(draft.List("kinds").Select(Kind));
        Add(what, draft.List("fields"), "fields");
        Add(what, [.. draft.Patterns().Select(pattern => pattern.Name)], "patterns");
        return $"{Verb(draft.Value("action"))} {And(what)} in {Direction(draft.List("apply"))} of {where}{who}.";
    }

    /// <summary>Returns what a built-in kind is called.</summary>
    public static string Kind(string kind) =>
        kind switch
        {
            "pan" => "card numbers",
            "cvv" => "verification codes",
            "track" => "magnetic stripe data",
            "pin" => "PINs",
            _ => kind,
        };

    private static string Verb(string? action) =>
        action switch
        {
            "redact" => "Redacts",
            "token" => "Replaces by tokens",
            "block" => "Withholds messages with",
            _ => "Masks",
        };

    private static string Direction(IReadOnlyList<string> apply) =>
        apply.Contains("requests")
            ? apply.Contains("responses")
                ? "requests and responses"
                : "requests"
            : "responses";

    private static string Servers(PolicyDraft draft) =>
        draft.List("servers") is var servers && servers.Contains("*") ? "every server" : And(servers);

    private static string Callers(PolicyDraft draft)
    {
        var who = new List<string>();
        Add(who, draft.List("callers.roles"), "role");
        Add(who, draft.List("callers.names"), "caller");
        return who.Count == 0 ? "every caller" : string.Join(" or ", who);
    }

    private static void Add(List<string> parts, IReadOnlyList<string> names, string what)
    {
        if (names.Count > 0)
        {
            parts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(names.Count == 1 ? what.TrimEnd('s') : what.EndsWith('s') ? what : what + "s")} {And(names)}"
                )
            );
        }
    }

    private static string And(IReadOnlyList<string> parts) =>
        parts.Count switch
        {
            0 => "nothing",
            1 => parts[0],
            > 6 => $"{string.Join(", ", parts.Take(5))} and {parts.Count - 5} more",
            _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
        };
}
