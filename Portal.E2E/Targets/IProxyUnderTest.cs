namespace Portal.E2E.Targets;

/// <summary>What stands between client and server in a test: the portal itself, or the stand-in that only forwards.</summary>
internal interface IProxyUnderTest : IAsyncDisposable
{
    Target For(string server);

    /// <summary>What helps to understand a failed test: logs, counters.</summary>
    string DescribeFailure();
}
