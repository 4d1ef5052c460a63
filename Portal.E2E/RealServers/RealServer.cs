namespace Portal.E2E.RealServers;

/// <summary>A public MCP server from npm: how it starts, and the conversation that must be the same through the gateway.</summary>
/// <param name="Name">Its name in the tests and in the portal.</param>
/// <param name="Program">Its program, below <c>node_modules</c> or beside it.</param>
/// <param name="Arguments">What follows the program. As in <see cref="Environment"/> and steps, <see cref="ServerPlace.Fill"/> puts in port and folder.</param>
internal sealed record RealServer(string Name, string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Whether it speaks the older HTTP+SSE transport of 2024-11-05 instead of streamable HTTP.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>Whether its data, otherwise random or of today, are made the same in every run.</summary>
    public bool HasSameData { get; init; }

    /// <summary>All that it gets from the environment besides <c>PATH</c> and <c>HOME</c>, which its folder is.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the client asks, in order, after the lists.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What must be in its folder before it starts.</summary>
    public Func<string, CancellationToken, Task> Prepare { get; init; } = (_, _) => Task.CompletedTask;

    public string Path => IsLegacy ? "/sse" : "/mcp";
}
