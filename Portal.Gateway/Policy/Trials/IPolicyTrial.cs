namespace Portal.Gateway.Policy.Trials;

/// <summary>Tries one policy on records; one implementation a kind of policy.</summary>
internal interface IPolicyTrial
{
    /// <summary>Returns what the policy would have done.</summary>
    TrialResult Try(TriedRecord record);
}
