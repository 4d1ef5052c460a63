using System.Diagnostics;

namespace Portal.Bench.Processes;

/// <summary>The checkout this benchmark was built in, and the gateway's build output there.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The gateway's assembly; built first where it is missing.</summary>
    public static string Portal()
    {
        string assembly = Path.Combine(Root, "Portal", "bin", "Release", "net10.0", "Portal.dll");
        if (!File.Exists(assembly))
        {
            Report.Progress("building the gateway");
            Build();
        }

        return assembly;
    }

    private static void Build()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (string argument in (string[])["build", "Portal", "-c", "Release", "-v", "quiet", "--nologo"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process build = Process.Start(start)!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode != 0)
        {
            throw new BenchException($"The gateway does not build:\n{output}");
        }
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new BenchException(
                "Run the benchmark from its build output inside the repository (no Portal.sln above it)."
            );
    }
}
