namespace Portal.Data.Sessions;

/// <summary>Kind of who did what a record says.</summary>
public enum ActorKind : byte
{
    /// <summary>A human being.</summary>
    Person = 0,

    /// <summary>A service account.</summary>
    Service = 1,

    /// <summary>The portal by itself: a timer, a check, a start.</summary>
    Portal = 2,

    /// <summary>Somebody who has not shown who they are: no token, an unknown one, an unknown account.</summary>
    Anonymous = 3,
}
