namespace Portal.Gateway.Policy;

/// <summary>Represents what an access rule does. Deny wins over allow.</summary>
public enum AccessEffect
{
    /// <summary>The call may pass.</summary>
    Allow,

    /// <summary>The call is refused, whatever other rules say.</summary>
    Deny,
}
