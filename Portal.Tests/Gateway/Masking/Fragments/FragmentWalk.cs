using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Fragments;
using Portal.Gateway.Masking.Words;

namespace Portal.Tests.Gateway.Masking.Fragments;

/// <summary>Goes through a JSON text as the engine does, with nothing masked but card numbers in parts.</summary>
internal static class FragmentWalk
{
    private sealed record Level(int Start, bool IsArray, Senses Senses);

    /// <summary>Masks a text.</summary>
    public static string Mask(string text) => Mask(text, out _);

    /// <summary>Masks a text, and gives the edits.</summary>
    public static string Mask(string text, out List<Edit> edits)
    {
        var json = Encoding.UTF8.GetBytes(text);
        edits = Find(json) ?? [];
        edits.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        var output = new List<byte>();
        var position = 0;
        foreach (var edit in edits)
        {
            output.AddRange(json[position..edit.Start]);
            output.AddRange(edit.Replacement);
            position = edit.End;
        }

        output.AddRange(json[position..]);
        return Encoding.UTF8.GetString([.. output]);
    }

    private static List<Edit>? Find(ReadOnlySpan<byte> json)
    {
        List<Edit>? edits = null;
        var detector = default(FragmentedPanDetector);
        var cursor = new JsonCursor(json);
        var levels = new Stack<Level>([new Level(0, IsArray: false, Senses.None)]);
        JsonToken name = default;
        while (cursor.Read(out var token))
        {
            var around = levels.Peek();
            var senses = around.IsArray || name.Length == 0 ? around.Senses : around.Senses | NameSenses.Of(name.In(json));
            switch (token.Kind)
            {
                case JsonKind.Name:
                    name = token;
                    continue;
                case JsonKind.StartObject or JsonKind.StartArray:
                    levels.Push(new Level(token.Start, token.Kind == JsonKind.StartArray, senses));
                    name = default;
                    continue;
                case JsonKind.EndObject or JsonKind.EndArray:
                    detector.EndContainer(json, levels.Pop().Start, ref edits);
                    continue;
                case JsonKind.String or JsonKind.Number when token.Length > 0:
                    var parent = levels.Count > 1 ? levels.ElementAt(1).Start : 0;
                    var place = new ValuePlace(token.Start, token.ValueStart, around.Start, parent, senses,
                        around.IsArray ? 0 : name.ValueStart, around.IsArray ? 0 : name.Length, token.Kind == JsonKind.Number, around.IsArray);
                    detector.Visit(json, token.In(json), place, ref edits);
                    continue;
            }
        }

        return edits;
    }
}
