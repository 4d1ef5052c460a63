using System.Text.Json;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// The way to a value within the arguments: which member or element to take at each level, by number. Masking changes names and
/// values but no numbers, so that the same way leads to the masked value.
/// </summary>
internal static class ArgumentRoute
{
    /// <summary>Goes the way in another text of the same shape; null when it has another.</summary>
    public static JsonElement? Follow(JsonElement? root, IReadOnlyList<int> route)
    {
        var current = root;
        foreach (var number in route)
        {
            current = current switch
            {
                { ValueKind: JsonValueKind.Array } array when number < array.GetArrayLength() => array[number],
                { ValueKind: JsonValueKind.Object } parent => parent
                    .EnumerateObject()
                    .Skip(number)
                    .Select(property => (JsonElement?)property.Value)
                    .FirstOrDefault(),
                _ => null,
            };
        }

        return current;
    }
}
