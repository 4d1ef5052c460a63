namespace Portal.Gateway.Storage;

/// <summary>How much room is left for evidence.</summary>
public enum StorageState
{
    /// <summary>Enough.</summary>
    Ample,

    /// <summary>Too little to be easy about: the alarm is raised, calls go on.</summary>
    Low,

    /// <summary>So little that calls are refused, to leave room for the records of what is under way.</summary>
    Full,
}
