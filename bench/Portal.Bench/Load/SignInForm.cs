using System.Text.RegularExpressions;

namespace Portal.Bench.Load;

/// <summary>The sign-in page's form, as a browser has it.</summary>
internal static partial class SignInForm
{
    /// <summary>Opens the page: the cookie and the token that a post must bring.</summary>
    public static (string Cookie, string Token) Open(string origin)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        using HttpResponseMessage page = client.GetAsync($"{origin}/sign-in").GetAwaiter().GetResult();
        string html = page.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return
            page.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies)
            && Token().Match(html) is { Success: true } token
            ? (cookies.First().Split(';')[0], token.Groups["value"].Value)
            : throw new BenchException("The sign-in page has no form.");
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
