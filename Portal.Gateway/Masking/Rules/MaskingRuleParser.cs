using System.Globalization;
using System.Text.Json;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Masking.Rules;

/// <summary>Reads a masking policy in the shape of the seed file, and says everything that is wrong with it.</summary>
public static class MaskingRuleParser
{
    private const int MaxFields = 50;
    private const int MaxPatterns = 20;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kind",
        "name",
        "servers",
        "tools",
        "callers",
        "kinds",
        "fields",
        "patterns",
        "action",
        "apply",
        "reason",
        "exception",
    };

    // An exception says what passes; it does nothing else.
    private static readonly string[] NotInException = ["action", "kinds", "patterns", "apply"];
    private static readonly string[] BuiltInKinds = [MaskingKinds.Pan, MaskingKinds.Cvv, MaskingKinds.Track, MaskingKinds.Pin];

    /// <summary>Reads a policy.</summary>
    /// <param name="definition">A JSON object.</param>
    /// <param name="version">The version it will have.</param>
    /// <param name="faults">What is wrong; empty when the rule is good.</param>
    /// <returns>The rule; null when there are faults.</returns>
    public static MaskingRule? Parse(JsonElement definition, int version, out IReadOnlyList<PolicyFault> faults)
    {
        var found = new List<PolicyFault>();
        faults = found;
        if (PolicyReader.Open(definition, "masking", "A masking policy", Known, found) is not { } reader)
        {
            return null;
        }

        var name = NameOf(reader);
        var scope = reader.Scope();
        var rule = new MaskingRule(name, version)
        {
            Servers = scope.Servers,
            Tools = scope.Tools,
            Callers = scope.Callers,
            Fields = FieldsOf(reader),
        };
        rule = reader.Raw("exception") is { } exception
            ? ReadException(rule, reader, exception, found)
            : ReadMasking(rule, reader, found);
        return found.Count == 0 ? rule : null;
    }

    private static string NameOf(PolicyReader reader)
    {
        var name = reader.Name();
        if (name == MaskingKinds.BuiltInRule)
        {
            reader.Fault(
                "name",
                $"'{name}' is the built-in policy; it covers every server and is narrowed by an 'exception' only."
            );
        }

        return name;
    }

    private static MaskingRule ReadMasking(MaskingRule rule, PolicyReader reader, List<PolicyFault> faults)
    {
        var kinds = reader.Texts("kinds") ?? [];
        foreach (var kind in kinds.Where(kind => !BuiltInKinds.Contains(kind, StringComparer.Ordinal)))
        {
            reader.Fault("kinds", $"'{kind}' is no built-in kind; there are {string.Join(", ", BuiltInKinds)}.");
        }

        var action = ActionOf(reader);
        if (action == MaskingAction.Token && kinds.Any(kind => kind != MaskingKinds.Pan))
        {
            reader.Fault(
                "action",
                "Verification codes, track data and PINs cannot be replaced by tokens: nothing that can be traced back to them may be kept (PCI DSS 3.3.1)."
            );
        }

        var patterns = PatternsOf(reader, faults);
        if (
            kinds.Count == 0
            && patterns.Count == 0
            && rule.Fields.Count == 0
            && !reader.Has("fields")
            && !reader.Has("patterns")
            && !reader.Has("kinds")
        )
        {
            reader.Fault("fields", "The policy names nothing to mask: give 'fields', 'patterns' or 'kinds'.");
        }
        else if (kinds.Count == 0 && patterns.Count == 0 && rule.Fields.Count == 0 && faults.Count == 0)
        {
            reader.Fault("fields", "The policy names nothing to mask: 'fields', 'patterns' and 'kinds' are empty.");
        }

        var apply = ApplyOf(reader);
        return rule with
        {
            Kinds = kinds,
            Patterns = patterns,
            Action = action,
            OnResponses = apply.Contains("responses"),
            OnRequests = apply.Contains("requests"),
        };
    }

    private static MaskingRule ReadException(
        MaskingRule rule,
        PolicyReader reader,
        JsonElement exception,
        List<PolicyFault> faults
    )
    {
        foreach (var key in NotInException.Where(reader.Has))
        {
            reader.Fault(
                key,
                $"An exception has no '{key}': it lets card numbers in its fields pass in replies, and does nothing else."
            );
        }

        RequireNames(reader, "servers", rule.Servers);
        RequireNames(reader, "tools", reader.Has("tools") ? rule.Tools : []);
        if (rule.Fields.Count == 0 && !faults.Exists(fault => fault.Key.StartsWith("fields", StringComparison.Ordinal)))
        {
            reader.Fault("fields", "An exception names the fields whose card numbers pass.");
        }

        foreach (var field in rule.Fields.Where(field => !field.EndsInName))
        {
            reader.Fault("fields", $"'{field}' selects whatever there is; an exception's fields end in a name.");
        }

        if (exception.ValueKind != JsonValueKind.Object)
        {
            reader.Fault("exception", "'exception' is an object with 'of', 'justification' and 'expires'.");
            return rule;
        }

        return rule with
        {
            Exception = ExceptionOf(new PolicyReader(exception, faults, "exception.")),
        };
    }

    private static CardholderDataException ExceptionOf(PolicyReader reader)
    {
        reader.RefuseOthers(new HashSet<string>(StringComparer.Ordinal) { "of", "justification", "expires" }, "An exception");
        if (reader.Text("of") is { } of && of != MaskingKinds.BuiltInRule)
        {
            reader.Fault("of", $"There are exceptions of '{MaskingKinds.BuiltInRule}' only.");
        }

        var justification = reader.Text("justification") ?? "";
        var expires = default(DateTimeOffset);
        if (
            reader.Text("expires") is { } text
            && !DateTimeOffset.TryParseExact(
                text,
                ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out expires
            )
        )
        {
            reader.Fault(
                "expires",
                "'expires' is a date such as 2027-01-31, from whose beginning in UTC the exception is over, or a time such as 2027-01-31T18:00:00Z."
            );
        }

        return new CardholderDataException(justification, expires);
    }

    private static void RequireNames(PolicyReader reader, string key, IReadOnlyList<string> names)
    {
        if (reader.Has(key) && names.Any(Globs.IsGlob))
        {
            reader.Fault(key, $"An exception names its {key} one by one; '*' and '?' are refused.");
        }
        else if (names.Count == 0 && (key != "servers" || reader.Has(key)))
        {
            reader.Fault(key, $"An exception names its {key}.");
        }
    }

    private static MaskingAction ActionOf(PolicyReader reader)
    {
        switch (reader.Text("action"))
        {
            case null or "mask":
                return MaskingAction.Mask;
            case "redact":
                return MaskingAction.Redact;
            case "token":
                return MaskingAction.Token;
            case "block":
                return MaskingAction.Block;
            default:
                reader.Fault("action", "The action is 'mask', 'redact', 'token' or 'block'.");
                return MaskingAction.Block;
        }
    }

    private static HashSet<string> ApplyOf(PolicyReader reader)
    {
        var apply = new HashSet<string>(reader.Texts("apply") ?? ["responses"], StringComparer.Ordinal);
        if (apply.Count == 0 || apply.Any(direction => direction is not ("responses" or "requests")))
        {
            reader.Fault("apply", "'apply' is a list of 'responses', 'requests' or both.");
        }

        return apply;
    }

    private static List<FieldPath> FieldsOf(PolicyReader reader)
    {
        var texts = reader.Texts("fields") ?? [];
        var fields = new List<FieldPath>(texts.Count);
        if (texts.Count > MaxFields)
        {
            reader.Fault("fields", $"A policy has at most {MaxFields} fields.");
            return fields;
        }

        for (var index = 0; index < texts.Count; index++)
        {
            if (FieldPath.TryParse(texts[index], out var path, out var fault))
            {
                fields.Add(path);
            }
            else
            {
                reader.Fault($"fields[{index}]", fault);
            }
        }

        return fields;
    }

    private static List<MaskingPattern> PatternsOf(PolicyReader reader, List<PolicyFault> faults)
    {
        var patterns = new List<MaskingPattern>();
        if (reader.Raw("patterns") is not { } list)
        {
            return patterns;
        }

        if (
            list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() > MaxPatterns
            || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object)
        )
        {
            reader.Fault("patterns", $"'patterns' is a list of at most {MaxPatterns} objects with 'name' and 'regex'.");
            return patterns;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            ReadPattern(new PolicyReader(item, faults, $"patterns[{index++}]."), patterns);
        }

        return patterns;
    }

    private static void ReadPattern(PolicyReader reader, List<MaskingPattern> patterns)
    {
        reader.RefuseOthers(new HashSet<string>(StringComparer.Ordinal) { "name", "regex" }, "A pattern");
        var name = reader.Text("name");
        if (
            name is not null
            && (
                !MaskingPattern.IsLabel(name)
                || name == MaskingRuleKinds.Field
                || BuiltInKinds.Contains(name, StringComparer.OrdinalIgnoreCase)
            )
        )
        {
            reader.Fault(
                "name",
                "A pattern's name has 1 to 32 letters, digits, '-' and '_', and is not 'field' or a built-in kind."
            );
        }
        else if (name is not null && patterns.Exists(pattern => pattern.Name == name))
        {
            reader.Fault("name", "Two patterns of a policy have two names.");
        }

        if (reader.Text("regex") is not { } expression)
        {
            return;
        }

        if (MaskingPattern.TryCreate(name ?? "", expression, out var pattern, out var fault))
        {
            patterns.Add(pattern);
        }
        else
        {
            reader.Fault("regex", fault);
        }
    }
}
