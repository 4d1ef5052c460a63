namespace Portal.Bench.Load;

/// <summary>One kind of unwanted traffic, kept up until it is disposed.</summary>
internal interface IFlood : IDisposable
{
    /// <summary>What it is called in the report.</summary>
    string Name { get; }

    /// <summary>Whether it reached the gateway, and was answered and refused as it should be.</summary>
    bool WentAsMeant { get; }

    /// <summary>How often each answer came, by status.</summary>
    IReadOnlyDictionary<string, int> Answers { get; }
}
