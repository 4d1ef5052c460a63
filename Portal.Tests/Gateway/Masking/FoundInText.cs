using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Words;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Runs the search through one text of which nothing is known from outside.</summary>
internal static class FoundInText
{
    /// <summary>Finds what must be masked.</summary>
    public static IReadOnlyList<Edit> Find(byte[] text)
    {
        List<Edit>? edits = null;
        TextScan.Find(text, new FieldContext(Senses.None), 0, new MaskingScan(MaskingProfile.Default, text.Length), ref edits);
        return edits ?? [];
    }

    /// <summary>Masks it.</summary>
    public static string Mask(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var edits = Find(bytes);
        return edits.Count == 0 ? text : Encoding.UTF8.GetString(Edits.Apply(bytes, [.. edits], MaskingProfile.Default));
    }
}
