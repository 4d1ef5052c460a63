namespace Portal.SignIn;

/// <summary>Keeps redirects on this site.</summary>
internal static class LocalUrl
{
    /// <summary>The address when it is a path on this site, else the start page.</summary>
    public static string OrHome(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..]
        && !url.Any(char.IsControl)
        && !url.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase)
            ? url
            : "/";
}
