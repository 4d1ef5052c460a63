namespace Portal.Data.People;

/// <summary>Who a caller is.</summary>
public enum CallerKind : byte
{
    /// <summary>A human being with a sign-in.</summary>
    Person = 0,

    /// <summary>A service account.</summary>
    Service = 1,
}
