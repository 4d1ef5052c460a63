namespace Portal.Data.People;

/// <summary>How somebody is tied to an account.</summary>
public enum TieKind : byte
{
    /// <summary>Answers for the service account, or did.</summary>
    Owner = 0,

    /// <summary>Issued a token of the account, and so has seen its text.</summary>
    TokenIssuer = 1,
}
