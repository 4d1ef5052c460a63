using Portal.Gateway.Protocol;

namespace Portal.Gateway.Rules;

/// <summary>
/// Represents the URI of a resource in the spellings that a server may take it for, so that what denies one of them denies it.
/// </summary>
internal sealed class FoldedUri
{
    // Longer than any address that leads to something; every glob would read it several times.
    private const int MaxLength = 64 * 1024;

    private readonly IReadOnlyList<string>? _spellings;

    private FoldedUri(IReadOnlyList<string>? spellings) => _spellings = spellings;

    /// <summary>The spellings of a URI.</summary>
    public static FoldedUri Of(string uri)
    {
        if (uri.Length > MaxLength || ResourceUri.Decode(uri, NameFolding.Fold) is not { } decoded)
        {
            return new FoldedUri(null);
        }

        // A fragment is the client's business, and an empty query is none.
        var whole = ResourceUri.Resolve(decoded);
        var hash = decoded.IndexOf('#', StringComparison.Ordinal);
        var cut = (hash < 0 ? decoded : decoded[..hash]).TrimEnd('?');
        var query = cut.IndexOf('?', StringComparison.Ordinal);
        var plain = query < 0 ? ResourceUri.Resolve(cut) : ResourceUri.Resolve(cut[..query]) + cut[query..];
        return new FoldedUri([decoded, .. Ends(whole), .. plain == whole ? [] : Ends(plain)]);
    }

    /// <summary>A literal part of a glob in the spelling of a URI.</summary>
    public static string FoldPart(string part) => ResourceUri.Decode(part, NameFolding.FoldPart) ?? part;

    /// <summary>A glob, whose literal parts are folded, in the spelling of a URI.</summary>
    public static string OfGlob(string glob) => ResourceUri.ResolveBeginning(glob.Trim());

    /// <summary>
    /// Whether a glob matches one of the spellings; true for every glob where the URI is too long or cannot be decoded.
    /// </summary>
    /// <param name="globs">Folded globs.</param>
    public bool MatchesAny(IReadOnlyList<string> globs)
    {
        if (_spellings is null)
        {
            return globs.Count > 0;
        }

        foreach (var spelling in _spellings)
        {
            if (Globs.MatchAny(globs, spelling))
            {
                return true;
            }
        }

        return false;
    }

    // To many servers a slash at the end makes no difference.
    private static IEnumerable<string> Ends(string uri)
    {
        var trimmed = uri.TrimEnd('/');
        return [uri, trimmed, trimmed + "/"];
    }
}
