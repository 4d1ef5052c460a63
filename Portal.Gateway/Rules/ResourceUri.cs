using System.Buffers;
using System.Text;

namespace Portal.Gateway.Rules;

/// <summary>
/// Reads the URI of a resource as a server does that resolves it: without percent-encoding, backslashes and dot segments (RFC
/// 3986, section 6.2).
/// </summary>
internal static class ResourceUri
{
    private static readonly SearchValues<char> SchemeLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );

    // Nobody encodes more often in good faith; and each pass reads the whole text.
    private const int MaxPasses = 8;

    /// <summary>
    /// The URI without percent-encoding, however often it was encoded; null when that was more often than anybody needs.
    /// </summary>
    /// <param name="uri">The URI, or a part of it.</param>
    /// <param name="fold">Brings what was decoded to one spelling.</param>
    public static string? Decode(string uri, Func<string, string> fold)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            uri = fold(uri);
            if (!uri.Contains('%', StringComparison.Ordinal))
            {
                return uri;
            }

            var decoded = Uri.UnescapeDataString(uri);
            if (string.Equals(decoded, uri, StringComparison.Ordinal))
            {
                return uri;
            }

            uri = decoded;
        }

        return null;
    }

    /// <summary>Whether a URI may have a segment that leads to another one, such as <c>..</c>.</summary>
    public static bool MayLeadElsewhere(string uri) =>
        uri.Contains("/.", StringComparison.Ordinal) || uri.AsSpan().ContainsAny('%', '\\');

    /// <summary>
    /// Resolves a decoded URI: one way to write the authority and the path, no dot segments, no empty segments.
    /// </summary>
    public static string Resolve(string uri)
    {
        uri = uri.Replace('\\', '/');
        var (scheme, rest) = SplitScheme(uri);
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return scheme + (IsFile(scheme) ? "///" : "") + WithoutDots(rest, isRooted: !IsFile(scheme) && rest is ['/', ..]);
        }

        var end = rest.AsSpan(2).IndexOfAny("/?#");
        var (authority, path) = end < 0 ? (rest[2..], "") : (rest[2..(end + 2)], rest[(end + 2)..]);
        authority = Authority(scheme, authority);
        path = path is ['/', ..] ? WithoutDots(path, isRooted: true) : path;
        return $"{scheme}//{authority}{path}";
    }

    /// <summary>
    /// Brings the beginning of a glob to the spelling of <see cref="Resolve"/>, as far as there is no wildcard.
    /// </summary>
    public static string ResolveBeginning(string glob)
    {
        var (scheme, rest) = SplitScheme(glob);
        if (scheme.Length == 0 || rest is "" or ['*' or '?' or '\\', ..])
        {
            return glob;
        }

        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return IsFile(scheme) ? $"{scheme}///{rest.TrimStart('/')}" : glob;
        }

        var end = rest.IndexOf('/', 2);
        var authority = end < 0 ? rest[2..] : rest[2..end];
        var path = end < 0 ? "" : rest[end..];
        return authority.AsSpan().ContainsAny('*', '?', '\\') ? glob : $"{scheme}//{Authority(scheme, authority)}{path}";
    }

    private static bool IsFile(string scheme) => string.Equals(scheme, "file:", StringComparison.OrdinalIgnoreCase);

    // RFC 3986, section 3.1; with its colon.
    private static (string Scheme, string Remainder) SplitScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        var isScheme = colon > 0 && char.IsAsciiLetter(uri[0]) && !uri.AsSpan(0, colon).ContainsAnyExcept(SchemeLetters);
        return isScheme ? (uri[..(colon + 1)], uri[(colon + 1)..]) : ("", uri);
    }

    // Without whoever signs in, the port that goes without saying, and a dot at the end of the name.
    private static string Authority(string scheme, string authority)
    {
        authority = authority[(authority.LastIndexOf('@') + 1)..].Replace('\u3002', '.');
        var colon = authority.LastIndexOf(':');
        var port = authority.AsSpan(colon + 1);
        if (colon >= 0 && !port.ContainsAnyExceptInRange('0', '9') && IsDefault(scheme, port.TrimStart('0')))
        {
            authority = authority[..colon];
        }

        authority = authority.TrimEnd('.');
        return IsFile(scheme) && string.Equals(authority, "localhost", StringComparison.OrdinalIgnoreCase) ? "" : authority;
    }

    private static bool IsDefault(string scheme, ReadOnlySpan<char> port) =>
        port switch
        {
            "" => true,
            "80" => scheme is "http:" or "ws:",
            "443" => scheme is "https:" or "wss:",
            _ => false,
        };

    private static string WithoutDots(string path, bool isRooted)
    {
        var kept = new List<string>();
        var segments = path.Split('/');
        foreach (var segment in segments)
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (segment is not ("" or "."))
            {
                kept.Add(segment);
            }
        }

        var resolved = new StringBuilder(isRooted ? "/" : "").AppendJoin('/', kept);
        return segments[^1] is "" or "." or ".." && kept.Count > 0 ? resolved.Append('/').ToString() : resolved.ToString();
    }
}
