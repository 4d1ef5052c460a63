namespace Portal.SignIn;

/// <summary>
/// Where the browser of a circuit is: what the request for the page came from. A circuit has no request of its own.
/// </summary>
internal sealed class CircuitOrigin
{
    /// <summary>The address; null when it is not known.</summary>
    public string? SourceIp { get; set; }
}
