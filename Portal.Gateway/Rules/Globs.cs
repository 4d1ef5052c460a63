using System.IO.Enumeration;

namespace Portal.Gateway.Rules;

/// <summary>Lists of globs as policies have them: <c>*</c> any characters, <c>?</c> one; case counts.</summary>
internal static class Globs
{
    /// <summary>Whether one of the globs matches.</summary>
    /// <param name="globs">The globs.</param>
    /// <param name="name">What they are held against.</param>
    public static bool MatchAny(IReadOnlyList<string> globs, string name)
    {
        for (var index = 0; index < globs.Count; index++)
        {
            if (FileSystemName.MatchesSimpleExpression(globs[index], name, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text is a glob rather than a name.</summary>
    public static bool IsGlob(string text) => text.AsSpan().ContainsAny('*', '?');
}
