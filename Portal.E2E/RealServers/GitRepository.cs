using System.Diagnostics;

namespace Portal.E2E.RealServers;

/// <summary>A repository whose commits have the same ids everywhere.</summary>
internal static class GitRepository
{
    private static readonly (string Name, string Value)[] Fixed =
    [
        ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Author"), ("GIT_AUTHOR_EMAIL", "author@example.com"), ("GIT_AUTHOR_DATE", "2026-01-01T10:00:00Z"),
        ("GIT_COMMITTER_NAME", "Author"), ("GIT_COMMITTER_EMAIL", "author@example.com"), ("GIT_COMMITTER_DATE", "2026-01-01T10:00:00Z"),
    ];

    /// <summary>Makes <c>repository</c> with two commits in a folder.</summary>
    public static async Task CreateAsync(string folder, CancellationToken cancellationToken)
    {
        var repository = Directory.CreateDirectory(Path.Combine(folder, "repository")).FullName;
        await RunAsync(repository, cancellationToken, "init", "--quiet", "--initial-branch=main");
        foreach (var name in new[] { "first", "second" })
        {
            await File.WriteAllTextAsync(Path.Combine(repository, $"{name}.txt"), $"{name}\n", cancellationToken);
            await RunAsync(repository, cancellationToken, "add", ".");
            await RunAsync(repository, cancellationToken, "commit", "--quiet", $"--message=Add the {name} file");
        }
    }

    private static async Task RunAsync(string repository, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { UseShellExecute = false, WorkingDirectory = repository };
        foreach (var (name, value) in Fixed)
        {
            start.Environment[name] = value;
        }

        using var git = Process.Start(start)!;
        await git.WaitForExitAsync(cancellationToken);
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with exit code {git.ExitCode}: install git.");
        }
    }
}
