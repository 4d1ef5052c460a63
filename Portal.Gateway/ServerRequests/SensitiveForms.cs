using System.Text.Json;

namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Finds forms that ask for a password, a PIN, a card or a key: in what they say and in the names, titles, descriptions and
/// choices of their
/// fields. Servers must not ask for such through a form, and what is typed into one passes the client's model.
/// </summary>
internal static class SensitiveForms
{
    private const int ShortestPart = 6;

    private static readonly Vocabulary Anywhere = new(SensitiveWords.Anywhere);
    private static readonly Vocabulary Names = new(SensitiveWords.Names);
    private static readonly HashSet<string> Whole = [.. SensitiveWords.Whole.SelectMany(FormWords.Read)];
    private static readonly HashSet<string> Innocent = [.. SensitiveWords.Innocent];
    private static readonly HashSet<string> Owners = [.. SensitiveWords.Owners];
    private static readonly HashSet<string> Before =
    [
        .. SensitiveWords.Harmless.Where(one => one.EndsWith('*')).Select(one => one.Split(' ')[0]),
    ];
    private static readonly HashSet<string> After =
    [
        .. SensitiveWords.Harmless.Where(one => one.StartsWith('*')).Select(one => one.Split(' ')[1]),
    ];

    // Members of a schema whose values are no words for people.
    private static readonly HashSet<string> Technical = new(StringComparer.Ordinal)
    {
        "type",
        "format",
        "$schema",
        "$ref",
        "$id",
    };

    // Members of a schema that hold further schemas by the names of their fields.
    private static readonly HashSet<string> ByName = new(StringComparer.Ordinal)
    {
        "properties",
        "patternProperties",
        "dependentSchemas",
        "$defs",
        "definitions",
    };

    /// <summary>
    /// Whether the parameters of <c>elicitation/create</c> ask for it through a form. A page that the user is sent to is no form.
    /// </summary>
    public static bool Asks(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var hasForm = parameters.TryGetProperty("requestedSchema"u8, out var schema);
        var isPage =
            parameters.TryGetProperty("mode"u8, out var mode)
            && mode.ValueKind == JsonValueKind.String
            && mode.ValueEquals("url"u8);
        return (hasForm || !isPage) && (Says(parameters) || (hasForm && Asks(schema, isName: false)));
    }

    /// <summary>Whether a sentence names it.</summary>
    public static bool IsNamedIn(string text)
    {
        var asking = FormWarnings.Remove(text);
        return IsTooLong(text) || HasPan(asking) || Find(FormWords.Read(asking));
    }

    /// <summary>Whether the name or the title of a field does.</summary>
    public static bool IsNamedBy(string name)
    {
        var words = FormWords.Read(name);
        return IsTooLong(name) || HasPan(name) || Find(words) || Names.IsAll(words) || (words.Count > 1 && words[^1] is "pan");
    }

    // What nobody has read to its end may ask for anything.
    private static bool IsTooLong(string text) => text.Length > FormWords.MaxLength;

    private static bool Says(JsonElement parameters) =>
        parameters.TryGetProperty("message"u8, out var message)
        && message.ValueKind == JsonValueKind.String
        && IsNamedIn(message.GetString()!);

    // In capitals it is the account number; in small letters it is for cooking.
    private static bool HasPan(string text)
    {
        for (
            var at = text.IndexOf("PAN", StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf("PAN", at + 1, StringComparison.Ordinal)
        )
        {
            if (
                (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + 3 == text.Length || !char.IsLetterOrDigit(text[at + 3]))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool Asks(JsonElement element, bool isName) =>
        element.ValueKind switch
        {
            JsonValueKind.String => isName ? IsNamedBy(element.GetString()!) : IsNamedIn(element.GetString()!),
            JsonValueKind.Array => element.EnumerateArray().Any(item => Asks(item, isName)),
            JsonValueKind.Object => element.EnumerateObject().Any(AsksIn),
            _ => false,
        };

    private static bool AsksIn(JsonProperty member)
    {
        if (ByName.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Object)
        {
            return member.Value.EnumerateObject().Any(field => IsNamedBy(field.Name) || Asks(field.Value, isName: false));
        }

        if (member.Name is "required")
        {
            return Asks(member.Value, isName: true);
        }

        return Technical.Contains(member.Name) && member.Value.ValueKind is (JsonValueKind.String or JsonValueKind.Array)
            ? member.Name is "format" && IsPassword(member.Value)
            : IsNamedBy(member.Name) || Asks(member.Value, member.Name == "title");
    }

    private static bool IsPassword(JsonElement format) =>
        format.ValueKind == JsonValueKind.String && IsNamedBy(format.GetString()!);

    private static bool Find(List<string> words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (
                Anywhere.IsAt(words, index)
                || (Whole.Contains(word) && !IsHarmless(words, index))
                || (!Innocent.Contains(word) && Anywhere.IsPartOf(word))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHarmless(List<string> words, int index)
    {
        var before = index > 0 ? words[index - 1] : "";
        return !Owners.Contains(before)
            && (Before.Contains(before) || (index + 1 < words.Count && After.Contains(words[index + 1])));
    }

    /// <summary>Phrases as the words they are read as, by their first one.</summary>
    private sealed class Vocabulary
    {
        private readonly ILookup<string, List<string>> _phrases;
        private readonly string[] _parts;

        public Vocabulary(string[] phrases)
        {
            var read = phrases.Select(FormWords.Read).ToList();
            _phrases = read.ToLookup(words => words[0], StringComparer.Ordinal);

            // Scripts without spaces have no short words by which to find them only at a boundary.
            _parts = [.. read.Select(words => string.Concat(words)).Where(IsLong).Distinct(StringComparer.Ordinal)];
        }

        private static bool IsLong(string part) =>
            part.Length >= ShortestPart || part.Any(letter => letter is >= '\u3040' and <= '\u9FFF');

        public bool IsAt(List<string> words, int index) => _phrases[words[index]].Any(phrase => StartsWith(words, index, phrase));

        public bool IsAll(List<string> words) =>
            words.Count > 0 && _phrases[words[0]].Any(phrase => phrase.Count == words.Count && StartsWith(words, 0, phrase));

        public bool IsPartOf(string word) => Array.Exists(_parts, part => word.Contains(part, StringComparison.Ordinal));

        private static bool StartsWith(List<string> words, int index, List<string> phrase) =>
            index + phrase.Count <= words.Count
            && phrase.SequenceEqual(words.GetRange(index, phrase.Count), StringComparer.Ordinal);
    }
}
