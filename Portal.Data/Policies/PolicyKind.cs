namespace Portal.Data.Policies;

/// <summary>Represents what a policy decides.</summary>
public enum PolicyKind : byte
{
    /// <summary>Who may call what; default deny.</summary>
    Access = 0,

    /// <summary>Which calls wait for a person.</summary>
    Approval = 1,

    /// <summary>Means what is masked beyond cardholder data.</summary>
    Masking = 2,
}
