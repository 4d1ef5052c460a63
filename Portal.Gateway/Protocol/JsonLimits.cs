namespace Portal.Gateway.Protocol;

/// <summary>Most levels of objects and arrays within one another that the gateway reads.</summary>
internal static class JsonLimits
{
    /// <summary>In what a client sends.</summary>
    public const int MaxRequestDepth = 64;

    /// <summary>In what a server sends.</summary>
    public const int MaxReplyDepth = 256;
}
