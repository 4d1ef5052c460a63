namespace Portal.Components.Policies;

/// <summary>Represents what a new policy will be.</summary>
public enum PolicyShape
{
    /// <summary>Who may call what.</summary>
    Access,

    /// <summary>Which calls wait for people.</summary>
    Approval,

    /// <summary>Means what is masked beyond cardholder data, or otherwise.</summary>
    Masking,

    /// <summary>An exception from the built-in masking of cardholder data.</summary>
    Exception,
}
