using System.Text;

namespace Portal.Components.Sessions;

/// <summary>
/// Brings JSONPath (<c>$.a[0]['b']</c>, with <c>#$.c</c> for a place within JSON in a text) and JSON pointer (<c>/a/0/b</c>, RFC
/// 6901) to one form, the pointer.
/// </summary>
internal static class JsonPaths
{
    public static string Pointer(string path)
    {
        if (path.Length == 0 || path[0] == '/')
        {
            return path;
        }

        var pointer = new StringBuilder(path.Length);
        var index = path[0] == '$' ? 1 : 0;
        while (index < path.Length)
        {
            index = path[index] switch
            {
                '#' or '$' => index + 1,
                '[' => Bracket(path, index, pointer),
                '.' => Name(path, index + 1, pointer),
                _ => Name(path, index, pointer),
            };
        }

        return pointer.ToString();
    }

    /// <summary>The pointer of a child.</summary>
    public static string Child(string pointer, string name) => $"{pointer}/{Escape(name)}";

    /// <summary>The pointer of what holds this one; null for the root.</summary>
    public static string? Parent(string pointer) => pointer.LastIndexOf('/') is >= 0 and var cut ? pointer[..cut] : null;

    private static int Name(string path, int start, StringBuilder pointer)
    {
        var end = path.AsSpan(start).IndexOfAny('.', '[', '#');
        end = end < 0 ? path.Length : start + end;
        if (end > start)
        {
            pointer.Append('/').Append(Escape(path[start..end]));
        }

        return Math.Max(end, start);
    }

    private static int Bracket(string path, int start, StringBuilder pointer)
    {
        var quoted = start + 1 < path.Length && path[start + 1] is '\'' or '"';
        var end = quoted ? path.IndexOf($"{path[start + 1]}]", start + 2, StringComparison.Ordinal) : path.IndexOf(']', start);
        if (end < 0)
        {
            pointer.Append('/').Append(Escape(path[(start + 1)..]));
            return path.Length;
        }

        pointer.Append('/').Append(Escape(quoted ? path[(start + 2)..end] : path[(start + 1)..end]));
        return end + (quoted ? 2 : 1);
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
