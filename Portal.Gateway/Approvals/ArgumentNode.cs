using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Approvals;

/// <summary>
/// A value within the arguments, and the way to it: which member or element to take at each level, by number. Masking changes names and values but no numbers, so
/// that the same way leads to the masked value.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Route">The way.</param>
internal sealed record ArgumentNode(JsonElement Value, IReadOnlyList<int> Route)
{
    /// <summary>The first value that a path selects and that satisfies a condition, in one pass; null when there is none.</summary>
    public static ArgumentNode? Find(FieldMatcher matcher, JsonElement? arguments, Func<JsonElement, bool> satisfies)
    {
        if (arguments is not { } root)
        {
            return null;
        }

        Span<ulong> states = stackalloc ulong[matcher.Words];
        states.Clear();
        matcher.AddStarts(states);
        return Find(matcher, root, states, [], satisfies);
    }

    /// <summary>Goes the way in another text of the same shape; null when it has another.</summary>
    public static JsonElement? Follow(JsonElement? root, IReadOnlyList<int> route)
    {
        var current = root;
        foreach (var number in route)
        {
            current = current switch
            {
                { ValueKind: JsonValueKind.Array } array when number < array.GetArrayLength() => array[number],
                { ValueKind: JsonValueKind.Object } parent => parent.EnumerateObject().Skip(number).Select(property => (JsonElement?)property.Value).FirstOrDefault(),
                _ => null,
            };
        }

        return current;
    }

    private static ArgumentNode? Find(FieldMatcher matcher, JsonElement parent, ReadOnlySpan<ulong> states, List<int> route, Func<JsonElement, bool> satisfies)
    {
        if (parent.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || !states.ContainsAnyExcept(0UL))
        {
            return null;
        }

        Span<ulong> below = stackalloc ulong[states.Length];
        route.Add(0);
        if (parent.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in parent.EnumerateArray())
            {
                var selected = matcher.Descend(states, default, route[^1], below) != FieldMatcher.None;
                if (Judge(matcher, item, selected, below, route, satisfies) is { } found)
                {
                    return found;
                }

                route[^1]++;
            }
        }
        else
        {
            foreach (var property in parent.EnumerateObject())
            {
                var selected = matcher.Descend(states, Encoding.UTF8.GetBytes(property.Name), -1, below) != FieldMatcher.None;
                if (Judge(matcher, property.Value, selected, below, route, satisfies) is { } found)
                {
                    return found;
                }

                route[^1]++;
            }
        }

        route.RemoveAt(route.Count - 1);
        return null;
    }

    private static ArgumentNode? Judge(FieldMatcher matcher, JsonElement value, bool selected, ReadOnlySpan<ulong> states, List<int> route, Func<JsonElement, bool> satisfies) =>
        selected && satisfies(value) ? new ArgumentNode(value, [.. route]) : Find(matcher, value, states, route, satisfies);
}
