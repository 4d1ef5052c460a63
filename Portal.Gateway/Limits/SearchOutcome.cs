namespace Portal.Gateway.Limits;

/// <summary>How a search ended.</summary>
public enum SearchOutcome
{
    /// <summary>It ran to its end.</summary>
    Found,

    /// <summary>It did not begin: too many run.</summary>
    Busy,

    /// <summary>It took too long.</summary>
    TooLong,
}
