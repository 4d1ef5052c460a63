using System.Runtime.CompilerServices;

namespace Portal.Tests;

/// <summary>The outer limit of every wait for something that must happen. Only a hang reaches it, however busy the machine is.</summary>
internal static class Outer
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [ModuleInitializer]
    internal static void WaitAsLongInComponents() => Bunit.BunitContext.DefaultWaitTimeout = Limit;
}
