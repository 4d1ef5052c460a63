namespace Portal.Gateway.Keys;

/// <summary>Represents what became of a change to the register.</summary>
public enum KeyChange
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such key, or it is retired already.</summary>
    NotFound,

    /// <summary>It is the active key: rotate first.</summary>
    Active,

    /// <summary>Something stored still depends on it, and that was not confirmed.</summary>
    InUse,

    /// <summary>It could not be recorded, so it was not done.</summary>
    Unrecorded,
}
