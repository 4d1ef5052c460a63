using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// A regular expression of a masking rule. It runs without backtracking, so in time linear in the text, and is broken off after
/// <see cref="Timeout"/> all the same.
/// </summary>
/// <param name="Name">What its matches are called in the masking log and in tokens.</param>
/// <param name="Regex">The expression.</param>
public sealed record MaskingPattern(string Name, Regex Regex)
{
    /// <summary>How long one text may take; what takes longer is withheld.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private const int MaxLabel = 32;
    private const int MaxLength = 1000;

    private static readonly string[] Probes = ["", "a", "1", " ", " a1 ", "a b", "\n"];

    /// <summary>Compiles an expression.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="pattern">The pattern; null when it is refused.</param>
    /// <param name="fault">Why; null when it is not.</param>
    public static bool TryCreate(
        string name,
        string expression,
        [NotNullWhen(true)] out MaskingPattern? pattern,
        [NotNullWhen(false)] out string? fault
    )
    {
        pattern = null;
        fault = null;
        if (expression.Length > MaxLength)
        {
            fault = $"An expression has at most {MaxLength} characters.";
            return false;
        }

        try
        {
            var regex = new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout);
            if (Array.Exists(Probes, probe => MatchesNothing(regex, probe)))
            {
                fault = "The expression matches where there is nothing, such as 'x*' does; make it match at least one character.";
                return false;
            }

            pattern = new MaskingPattern(name, regex);
            return true;
        }
        catch (NotSupportedException)
        {
            fault =
                "The expression cannot be run in linear time: lookahead, lookbehind, backreferences, atomic groups, conditionals, right-to-left matching and very large repetitions are refused.";
        }
        catch (RegexParseException exception)
        {
            fault = $"The expression is not valid at character {exception.Offset + 1}: {exception.Error}.";
        }
        catch (RegexMatchTimeoutException)
        {
            fault = "The expression takes too long on the shortest texts.";
        }

        return false;
    }

    /// <summary>Whether a text may stand in a token and as a pattern's name.</summary>
    internal static bool IsLabel(string text) =>
        text.Length is > 0 and <= MaxLabel
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private static bool MatchesNothing(Regex regex, string probe)
    {
        foreach (var match in regex.EnumerateMatches(probe))
        {
            if (match.Length == 0)
            {
                return true;
            }
        }

        return false;
    }
}
