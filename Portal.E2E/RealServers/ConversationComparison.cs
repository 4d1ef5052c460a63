using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.E2E.Interop;

namespace Portal.E2E.RealServers;

/// <summary>Says what differs between a conversation with a server and the same one through the gateway, one sentence each.</summary>
/// <param name="server">The server.</param>
internal sealed class ConversationComparison(RealServer server)
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(10);

    public IReadOnlyList<string> Compare(JsonObject direct, JsonObject proxied)
    {
        var (directly, through) = (Detach(direct, "answers"), Detach(proxied, "answers"));
        return
        [
            .. Sentences(direct, proxied, ""),
            .. server.Steps.SelectMany((step, index) => CompareStep(step, directly[index], through[index], $"/answers/{index}")),
        ];
    }

    private static JsonArray Detach(JsonObject conversation, string name)
    {
        var detached = conversation[name]!.AsArray();
        conversation.Remove(name);
        return detached;
    }

    private static IEnumerable<string> Sentences(JsonNode? direct, JsonNode? proxied, string pointer) =>
        JsonDifference.Between(direct, proxied, pointer).Select(difference => difference.ToString());

    private IEnumerable<string> CompareStep(Step step, JsonNode? direct, JsonNode? proxied, string pointer)
    {
        var faults = step.Variations.SelectMany(variation => Settle(variation, direct, proxied)).ToList();
        if (step.HoldsCardNumber)
        {
            TakeOutNotice(proxied);
            direct = MaskCardNumber(direct!, faults);
        }

        return [.. faults, .. Sentences(direct, proxied, $"{pointer} ({step.Method})")];
    }

    /// <summary>Takes out what differs by nature, and says where it is not as expected.</summary>
    private static List<string> Settle(Variation variation, params JsonNode?[] answers)
    {
        List<string> faults = [];
        foreach (var answer in answers)
        {
            var (parent, value) = Find(answer, variation.Pointer);
            var text = value is JsonValue leaf && leaf.TryGetValue<string>(out var actual) ? actual : "";
            if (Regex.Match(text, variation.Pattern, RegexOptions.None, MatchLimit) is { Success: true } match)
            {
                value!.ReplaceWith(text.Remove(match.Index, match.Length));
            }
            else
            {
                faults.Add($"{variation.Pointer} ({variation.Reason}) does not match {variation.Pattern}: {value?.ToJsonString()} in {parent?.ToJsonString()}");
            }
        }

        return faults;
    }

    // The gateway says in a result what it masked there; where nothing was to be masked that is a difference.
    private static void TakeOutNotice(JsonNode? proxied)
    {
        if (proxied is JsonObject result && result["_meta"] is JsonObject meta && meta.Remove("portal/masked") && meta.Count == 0)
        {
            result.Remove("_meta");
        }
    }

    private static (JsonNode? Parent, JsonNode? Value) Find(JsonNode? answer, string pointer) => pointer.Split('/').Skip(1)
        .Aggregate(((JsonNode?)null, answer), (at, name) => (at.answer, at.answer switch
        {
            JsonObject members => members[name],
            JsonArray items when int.TryParse(name, out var index) && index < items.Count => items[index],
            _ => null,
        }));

    private static JsonNode MaskCardNumber(JsonNode direct, List<string> faults)
    {
        var text = direct.ToJsonString();
        if (!text.Contains(CardTool.Number, StringComparison.Ordinal))
        {
            faults.Add($"The answer has no {CardTool.Number} to mask: {text}");
        }

        return JsonNode.Parse(text.Replace(CardTool.Number, CardTool.Masked, StringComparison.Ordinal))!;
    }
}
