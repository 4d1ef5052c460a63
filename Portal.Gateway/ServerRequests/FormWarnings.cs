using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Takes out of a text the clauses that only warn against giving something away: "do not give us your PIN". Such a clause
/// consists of nothing but the warning, what it names and fill words; with anything else in it ("do not enter your card
/// number with blanks") it stays, because it may ask.
/// </summary>
internal static partial class FormWarnings
{
    private static readonly FrozenSet<string> Fillers = FrozenSet.Create(
        StringComparer.Ordinal,
        "us",
        "me",
        "your",
        "a",
        "an",
        "the",
        "any",
        "or",
        "and",
        "other",
        "such",
        "as",
        "like",
        "here",
        "in",
        "into",
        "this",
        "form",
        "field",
        "phone",
        "number",
        "numbers",
        "address",
        "e",
        "mail",
        "email",
        "name",
        "personal",
        "private",
        "sensitive",
        "confidential",
        "secret",
        "secrets",
        "payment",
        "financial",
        "bank",
        "account",
        "info",
        "information",
        "data",
        "details",
        "password",
        "passwords",
        "pin",
        "pins",
        "code",
        "codes",
        "card",
        "cards",
        "credit",
        "debit",
        "cvv",
        "cvc",
        "api",
        "access",
        "key",
        "keys",
        "token",
        "tokens",
        "credential",
        "credentials",
        "login",
        "passphrase",
        "passcode",
        "passcodes"
    );

    /// <summary>Returns the text without those clauses.</summary>
    public static string Remove(string text)
    {
        if (text.Length > FormWords.MaxLength)
        {
            return text;
        }

        var output = new StringBuilder(text.Length);
        var at = 0;
        foreach (var clause in Clause.EnumerateMatches(text))
        {
            output.Append(text.AsSpan(at, clause.Index - at));
            var words = text.Substring(clause.Index, clause.Length);
            output.Append(IsWarning(words) ? " " : words);
            at = clause.Index + clause.Length;
        }

        return output.Append(text.AsSpan(at)).ToString();
    }

    private static bool IsWarning(string clause)
    {
        var start = Start.Match(clause);
        return start.Success && FormWords.Read(clause[start.Length..]).TrueForAll(Fillers.Contains);
    }

    // Commas stay within a clause: they part what is named.
    [GeneratedRegex(@"[^.;:!?()\[\]\r\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex Clause { get; }

    [GeneratedRegex(
        @"^\s*(please\s+)?(do\s+not|don[\u2019']?t|never)\s+"
            + @"(give|share|enter|provide|include|send|type|submit|paste|tell|write)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Start { get; }
}
