using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Portal.E2E;

/// <summary>The outer limit of every wait for something that must happen. Only a hang reaches it, however busy the machine is.</summary>
internal static class Outer
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The same for Playwright, in milliseconds.</summary>
    public const float BrowserLimit = 180_000;

    [ModuleInitializer]
    internal static void WaitAsLongInBrowsers() => Assertions.SetDefaultExpectTimeout(BrowserLimit);
}
