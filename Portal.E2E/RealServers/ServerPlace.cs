using Portal.E2E.Targets;

namespace Portal.E2E.RealServers;

/// <summary>The port and the folder of a started server.</summary>
internal sealed record ServerPlace(int Port, string Folder)
{
    /// <summary>Puts the values in the place of <c>{port}</c>, <c>{folder}</c>, <c>{node}</c>, <c>{modules}</c> and <c>{chromium}</c>.</summary>
    public string Fill(string text) => text
        .Replace("{port}", $"{Port}", StringComparison.Ordinal)
        .Replace("{folder}", Folder, StringComparison.Ordinal)
        .Replace("{node}", Installed.Node, StringComparison.Ordinal)
        .Replace("{modules}", Path.Combine(Installed.RealServers, "node_modules"), StringComparison.Ordinal)
        .Replace("{chromium}", Installed.Chromium, StringComparison.Ordinal);
}
