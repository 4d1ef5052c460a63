namespace Portal.SignIn;

/// <summary>How an attempt to sign in, or to confirm a password, ended.</summary>
internal enum SignInOutcome
{
    /// <summary>Refused, for whatever reason: all are told the same.</summary>
    Refused,

    /// <summary>It is the person.</summary>
    Done,

    /// <summary>Too many attempts at once; the password was not looked at.</summary>
    Busy,
}
