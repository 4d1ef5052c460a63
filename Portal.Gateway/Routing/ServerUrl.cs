using System.Text.RegularExpressions;

namespace Portal.Gateway.Routing;

/// <summary>
/// Writes a server's address for people and records: keys in its query, and in its path, are hidden. What is shown can be given
/// back unchanged, and stands for the stored address then.
/// </summary>
public static partial class ServerUrl
{
    /// <summary>Holds what stands in place of a hidden value.</summary>
    public const string Hidden = "•••";

    /// <summary>Most characters of an address, as given and as shown.</summary>
    public const int MaxLength = 2048;

    private const int SecretLength = 16;
    private const int SecretVariety = 6;
    private const int PathSecretLength = 20;

    private static readonly string EscapedHidden = Uri.EscapeDataString(Hidden);

    private static readonly string[] KeyWords =
    [
        "key",
        "token",
        "secret",
        "pass",
        "pwd",
        "sig",
        "auth",
        "cred",
        "code",
        "session",
        "jwt",
        "bearer",
        "hmac",
        "otp",
        "nonce",
        "ticket",
        "private",
    ];

    private static readonly string[] KeyNames = ["pin", "sas", "pw", "sid"];

    /// <summary>The address as it is shown and recorded.</summary>
    public static string Hide(string url)
    {
        var (address, query) = Split(url);
        var start = PathStart(address);
        var shown = address[..start] + string.Join('/', address[start..].Split('/').Select(HideSegment));
        return query is null ? shown : $"{shown}?{string.Join('&', query.Split('&').Select(HideParameter))}";
    }

    /// <summary>Whether a value of an address is hidden, so that the address is not whole.</summary>
    public static bool HasHidden(string url) =>
        url.Contains(Hidden, StringComparison.Ordinal) || url.Contains(EscapedHidden, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Puts stored values in the place of hidden ones, at the stored origin only: a key follows to no other server.
    /// </summary>
    /// <param name="shown">The address as given.</param>
    /// <param name="stored">The stored address, whole.</param>
    /// <returns>The address; hidden values that nothing is stored for stay.</returns>
    public static string RestoreHidden(string shown, string stored)
    {
        if (!HasHidden(shown) || !HaveSameOrigin(shown, stored))
        {
            return shown;
        }

        var (address, query) = Split(shown.Replace(EscapedHidden, Hidden, StringComparison.OrdinalIgnoreCase));
        var (storedAddress, storedQuery) = Split(stored);
        var whole = string.Join('/', RestoreHidden(address.Split('/'), storedAddress.Split('/'), HideSegment));
        return query is null
            ? whole
            : $"{whole}?{string.Join('&', RestoreHidden(query.Split('&'), (storedQuery ?? "").Split('&'), HideParameter))}";
    }

    private static bool HaveSameOrigin(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first)
        && Uri.TryCreate(other, UriKind.Absolute, out var second)
        && Uri.Compare(first, second, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase)
            == 0;

    // Each stored part is used once, in the order they stand.
    private static List<string> RestoreHidden(string[] shown, string[] stored, Func<string, string> hide)
    {
        var left = stored.ToList();
        return
        [
            .. shown.Select(part =>
            {
                var found = part.Contains(Hidden, StringComparison.Ordinal) ? left.FindIndex(one => hide(one) == part) : -1;
                if (found < 0)
                {
                    return part;
                }

                var whole = left[found];
                left.RemoveAt(found);
                return whole;
            }),
        ];
    }

    private static (string Address, string? Query) Split(string url) =>
        url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? (url[..mark], url[(mark + 1)..]) : (url, null);

    private static int PathStart(string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        return address.IndexOf('/', host) is >= 0 and var path ? path : address.Length;
    }

    // A path has no names to go by: what is long, varied and no word.
    private static string HideSegment(string segment)
    {
        var text = Unescape(segment);
        return text.Length >= PathSecretLength && IsVaried(text) && text.Any(char.IsDigit) && text.Any(char.IsLetter)
            ? Hidden
            : segment;
    }

    private static string HideParameter(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return IsVaried(Unescape(parameter)) ? Hidden : parameter;
        }

        var (name, value) = (parameter[..equals], parameter[(equals + 1)..]);
        var shownName = IsVaried(Unescape(name)) ? Hidden : name;
        var isKey = value.Length > 0 && (IsKeyName(name) || IsVaried(Unescape(value)) || HoldsKey(value));
        return $"{shownName}={(isKey ? Hidden : value)}";
    }

    // Some servers take a semicolon for the end of a parameter; a value may be an address or a query itself.
    private static bool HoldsKey(string value) =>
        Inner().Matches(Unescape(value)).Any(match => IsKeyName(match.Groups["name"].Value));

    private static bool IsKeyName(string name)
    {
        var letters = string.Concat(Unescape(name).Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return KeyWords.Any(word => letters.Contains(word, StringComparison.Ordinal))
            || KeyNames.Contains(letters, StringComparer.Ordinal);
    }

    private static bool IsVaried(string text) => text.Length >= SecretLength && text.Distinct().Count() >= SecretVariety;

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(
        "[;?&](?<name>[^;?&=]+)=",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Inner();
}
