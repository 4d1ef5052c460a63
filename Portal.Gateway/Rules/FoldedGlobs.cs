using System.Runtime.CompilerServices;
using System.Text;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Rules;

/// <summary>
/// Represents the globs of a rule that restricts: they match a name as it is, and every other spelling that a server may take for
/// it.
/// </summary>
internal sealed class FoldedGlobs
{
    // Rules keep lists of globs and are copied; the folded form goes with the list, and is made once.
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, FoldedGlobs> Names = [];
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, FoldedGlobs> Uris = [];

    private readonly IReadOnlyList<string> _globs;
    private readonly string[] _folded;

    private FoldedGlobs(IReadOnlyList<string> globs, string[] folded) => (_globs, _folded) = (globs, folded);

    /// <summary>Globs over names.</summary>
    public static FoldedGlobs OfNames(IReadOnlyList<string> globs) =>
        Names.GetValue(globs, list => new(list, [.. list.Select(glob => Rewrite(glob, NameFolding.FoldPart).Trim())]));

    /// <summary>Globs over URIs of resources.</summary>
    public static FoldedGlobs OfUris(IReadOnlyList<string> globs) =>
        Uris.GetValue(globs, list => new(list, [.. list.Select(glob => FoldedUri.OfGlob(Rewrite(glob, FoldedUri.FoldPart)))]));

    /// <summary>Whether one of the globs matches.</summary>
    /// <param name="name">The name as it is.</param>
    /// <param name="folded">The name folded.</param>
    public bool Matches(string name, string folded) => Globs.MatchAny(_globs, name) || Globs.MatchAny(_folded, folded);

    /// <summary>Whether one of the globs matches a name that is not folded yet.</summary>
    public bool Matches(string name) => Matches(name, NameFolding.Fold(name));

    /// <summary>Whether one of the globs matches a resource.</summary>
    public bool Matches(string uri, FoldedUri folded) => Globs.MatchAny(_globs, uri) || folded.MatchesAny(_folded);

    // What is no wildcard is folded, and what folding makes of it is none either.
    private static string Rewrite(string glob, Func<string, string> fold)
    {
        var rewritten = new StringBuilder(glob.Length);
        var literal = new StringBuilder(glob.Length);
        for (var index = 0; index < glob.Length; index++)
        {
            switch (glob[index])
            {
                case '*' or '?':
                    Flush(literal, rewritten, fold);
                    rewritten.Append(glob[index]);
                    break;
                case '\\' when index + 1 < glob.Length:
                    literal.Append(glob[++index]);
                    break;
                default:
                    literal.Append(glob[index]);
                    break;
            }
        }

        Flush(literal, rewritten, fold);
        return rewritten.ToString();
    }

    private static void Flush(StringBuilder literal, StringBuilder rewritten, Func<string, string> fold)
    {
        foreach (var letter in fold(literal.ToString()))
        {
            _ = letter is '*' or '?' or '\\' ? rewritten.Append('\\').Append(letter) : rewritten.Append(letter);
        }

        literal.Clear();
    }
}
