using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// One condition on the arguments of a call. A path may select several values: one that satisfies the condition is enough, for
/// every operator. What cannot be compared satisfies it, and so does a text that begins like JSON and cannot be read, where the
/// path leads to it: the server may make something of it, so a person looks.
/// </summary>
/// <param name="Argument">Which arguments.</param>
/// <param name="Operator">How they are compared.</param>
/// <param name="Value">With what.</param>
/// <param name="Pattern">The regular expression of <see cref="ConditionOperator.Matches"/>.</param>
public sealed record ApprovalCondition(FieldPath Argument, ConditionOperator Operator, JsonElement Value, Regex? Pattern)
{
    private readonly ArgumentSearch _exactly = ArgumentSearch.Exactly(Argument);
    private readonly ArgumentSearch _leniently = ArgumentSearch.Leniently(Argument);

    /// <summary>The operator as policies write it.</summary>
    public static string NameOf(ConditionOperator op) => op.ToString().ToLowerInvariant();

    /// <summary>Whether the arguments satisfy it.</summary>
    /// <param name="arguments">The arguments; null when the call has none.</param>
    /// <exception cref="RegexMatchTimeoutException">The regular expression took too long; the call must not pass.</exception>
    internal ConditionMatch? Match(JsonElement? arguments)
    {
        var wantsAbsence = Operator == ConditionOperator.Exists && !Value.GetBoolean();
        if (!wantsAbsence && _leniently.Find(arguments, new ArgumentTest(Satisfies, ReadingTest())) is { } found)
        {
            return new ConditionMatch(this, found.Route, found.IsUnreadable);
        }

        // Missing to a server that takes names and texts as they are.
        return (wantsAbsence || Operator == ConditionOperator.Ne) && _exactly.Find(arguments, ArgumentTest.Anything) is null
            ? new ConditionMatch(this, null)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Argument} {NameOf(Operator)} {Value.GetRawText()}";

    // To "ne" a text that is the value is the value; to "exists" it is there, whatever it is.
    private Func<JsonElement, bool>? ReadingTest() =>
        Operator switch
        {
            ConditionOperator.Ne or ConditionOperator.Exists => null,
            ConditionOperator.Contains => reading => ArgumentValues.Within(reading, node => ArgumentValues.Contains(node, Value)),
            ConditionOperator.Matches => reading =>
                ArgumentValues.Within(reading, node => ArgumentValues.Matches(node, Pattern!)),
            _ => Satisfies,
        };

    // As it is written, and as a server has it that rounds it.
    private bool Satisfies(JsonElement node) =>
        Compares(node)
        || (
            Operator != ConditionOperator.Ne
            && node.ValueKind == JsonValueKind.Number
            && ArgumentNumbers.Rounded(node) is { } rounded
            && Compares(rounded)
        );

    private bool Compares(JsonElement node) =>
        Operator switch
        {
            ConditionOperator.Exists => true,
            ConditionOperator.Eq => ArgumentValues.SaysTheSame(node, Value),
            ConditionOperator.Ne => !JsonElement.DeepEquals(node, Value),
            ConditionOperator.In => Value.EnumerateArray().Any(item => ArgumentValues.SaysTheSame(node, item)),
            ConditionOperator.Contains => ArgumentValues.Contains(node, Value),
            ConditionOperator.Matches => ArgumentValues.Matches(node, Pattern!),
            _ => !ArgumentValues.TryCompare(node, Value, out var order)
                || Operator switch
                {
                    ConditionOperator.Gt => order > 0,
                    ConditionOperator.Ge => order >= 0,
                    ConditionOperator.Lt => order < 0,
                    _ => order <= 0,
                },
        };
}
