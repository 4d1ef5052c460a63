namespace Portal.Gateway.Policy.Trials;

/// <summary>Represents what a policy would have done to a message.</summary>
public enum DryRunEffect
{
    /// <summary>Values in it would have been replaced.</summary>
    Masked,

    /// <summary>It would have been withheld.</summary>
    Blocked,

    /// <summary>Card numbers in it would have passed to the caller, by an exception.</summary>
    Released,

    /// <summary>It passed, and would have been denied.</summary>
    Denied,

    /// <summary>It was denied, and would have passed.</summary>
    Allowed,

    /// <summary>It passed without being asked about, and would have waited for people.</summary>
    Held,
}
