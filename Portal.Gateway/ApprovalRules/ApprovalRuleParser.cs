using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.ApprovalRules;

/// <summary>Reads an approval policy in the shape of the seed file, and says everything that is wrong with it.</summary>
public static class ApprovalRuleParser
{
    private const int MaxConditions = 20;
    private const int MaxPattern = 1000;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kind",
        "name",
        "servers",
        "tools",
        "callers",
        "when",
        "approvers",
        "ticketMinutes",
        "windowMinutes",
        "reauthenticate",
        "askJustification",
        "reason",
    };

    private static readonly HashSet<string> KnownApprovers = new(StringComparer.Ordinal) { "roles", "quorum" };
    private static readonly HashSet<string> KnownCondition = new(StringComparer.Ordinal) { "argument", "op", "value" };
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Reads a policy.</summary>
    /// <param name="definition">A JSON object.</param>
    /// <param name="version">The version it will have.</param>
    /// <param name="faults">What is wrong; empty when the rule is good.</param>
    /// <returns>The rule; null when there are faults.</returns>
    public static ApprovalRule? Parse(JsonElement definition, int version, out IReadOnlyList<PolicyFault> faults)
    {
        var found = new List<PolicyFault>();
        faults = found;
        if (PolicyReader.Open(definition, "approval", "An approval policy", Known, found) is not { } reader)
        {
            return null;
        }

        var name = reader.Name();
        var scope = reader.Scope();
        var rule = new ApprovalRule(name, version)
        {
            Servers = scope.Servers,
            Tools = scope.Tools,
            Callers = scope.Callers,
            When = ConditionsOf(reader, found),
            TicketMinutes = WholeOf(reader, "ticketMinutes", 1, ApprovalRule.MaxMinutes),
            WindowMinutes = WholeOf(reader, "windowMinutes", 0, ApprovalRule.MaxMinutes) ?? 0,
            Reauthenticate = FlagOf(reader, "reauthenticate"),
            AskJustification = FlagOf(reader, "askJustification", otherwise: true),
        };
        rule = WithApprovers(rule, reader, found);
        return found.Count == 0 ? rule : null;
    }

    private static ApprovalRule WithApprovers(ApprovalRule rule, PolicyReader reader, List<PolicyFault> faults)
    {
        if (reader.Raw("approvers") is not { } approvers)
        {
            return rule;
        }

        if (approvers.ValueKind != JsonValueKind.Object)
        {
            reader.Fault("approvers", "'approvers' is an object with 'roles' and 'quorum'.");
            return rule;
        }

        var inner = new PolicyReader(approvers, faults, "approvers.");
        inner.RefuseOthers(KnownApprovers, "'approvers'");
        var roles = inner.Texts("roles") ?? [PortalRoles.Approver];
        if (roles.Count == 0)
        {
            inner.Fault("roles", "Nobody could approve: name at least one role, or leave 'roles' out for 'approver'.");
        }

        return rule with
        {
            ApproverRoles = roles,
            Quorum = WholeOf(inner, "quorum", 1, ApprovalRule.MaxQuorum) ?? 1,
        };
    }

    private static List<ApprovalCondition> ConditionsOf(PolicyReader reader, List<PolicyFault> faults)
    {
        var conditions = new List<ApprovalCondition>();
        if (reader.Raw("when") is not { } list)
        {
            return conditions;
        }

        if (
            list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() > MaxConditions
            || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object)
        )
        {
            reader.Fault("when", $"'when' is a list of at most {MaxConditions} objects with 'argument', 'op' and 'value'.");
            return conditions;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (ConditionOf(new PolicyReader(item, faults, $"when[{index++}].")) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return conditions;
    }

    private static ApprovalCondition? ConditionOf(PolicyReader reader)
    {
        reader.RefuseOthers(KnownCondition, "A condition");
        FieldPath? path = null;
        if (reader.Text("argument") is { } argument && !FieldPath.TryParse(argument, out path, out var fault))
        {
            reader.Fault("argument", fault);
        }

        ConditionOperator? parsed = null;
        if (reader.Text("op") is { } op)
        {
            parsed = OperatorOf(op);
            if (parsed is null)
            {
                reader.Fault("op", "The operator is eq, ne, gt, ge, lt, le, in, contains, matches or exists.");
            }
        }

        if (reader.Raw("value") is not { } value)
        {
            reader.Fault("value", "'value' is missing.");
            return null;
        }

        Regex? pattern = null;
        return path is not null && parsed is { } known && Fits(reader, known, value, ref pattern)
            ? new ApprovalCondition(path, known, value.Clone(), pattern)
            : null;
    }

    private static ConditionOperator? OperatorOf(string op) =>
        Enum.GetValues<ConditionOperator>()
            .Select(known => (ConditionOperator?)known)
            .FirstOrDefault(known => ApprovalCondition.NameOf(known!.Value) == op);

    private static bool Fits(PolicyReader reader, ConditionOperator op, JsonElement value, ref Regex? pattern)
    {
        var problem = op switch
        {
            ConditionOperator.Exists when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) =>
                "'exists' has true or false.",
            ConditionOperator.In when value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 =>
                "'in' has a list of values, not empty.",
            ConditionOperator.Gt
            or ConditionOperator.Ge
            or ConditionOperator.Lt
            or ConditionOperator.Le
                when value.ValueKind != JsonValueKind.Number || !ExactNumber.TryParse(value.GetRawText(), out _) =>
                "'gt', 'ge', 'lt' and 'le' have a number.",
            ConditionOperator.Contains
                when value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || value.GetRawText() == "\"\"" =>
                "'contains' has a text that is not empty, or a number.",
            ConditionOperator.Matches => PatternFault(value, out pattern),
            _ => null,
        };
        if (problem is not null)
        {
            reader.Fault("value", problem);
        }

        return problem is null;
    }

    private static string? PatternFault(JsonElement value, out Regex? pattern)
    {
        pattern = null;
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 and <= MaxPattern } expression)
        {
            return $"'matches' has a regular expression of 1 to {MaxPattern} characters.";
        }

        try
        {
            pattern = new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout);
            return null;
        }
        catch (NotSupportedException)
        {
            return "The expression cannot be run in linear time: lookahead, lookbehind, backreferences, atomic groups and very "
                + "large repetitions are refused.";
        }
        catch (RegexParseException exception)
        {
            return $"The expression is not valid at character {exception.Offset + 1}: {exception.Error}.";
        }
    }

    private static int? WholeOf(PolicyReader reader, string key, int least, int most)
    {
        if (reader.Raw(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        reader.Fault(key, $"'{key}' is a whole number from {least} to {most}.");
        return null;
    }

    private static bool FlagOf(PolicyReader reader, string key, bool otherwise = false)
    {
        if (reader.Raw(key) is not { } value || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return reader.Raw(key)?.GetBoolean() ?? otherwise;
        }

        reader.Fault(key, $"'{key}' is true or false.");
        return otherwise;
    }
}
