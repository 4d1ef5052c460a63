namespace Portal.SignIn;

/// <summary>Represents what an attempt that failed has locked.</summary>
internal enum SignInLock
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The account for the network that the attempt came from.</summary>
    Network,

    /// <summary>The account for every network that its person has not signed in from.</summary>
    Strangers,
}
