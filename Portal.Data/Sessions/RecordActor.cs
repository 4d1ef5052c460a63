using Portal.Data.People;

namespace Portal.Data.Sessions;

/// <summary>Who did what a record says.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Id">The person's or service account's id; null for the portal and for whoever is not known.</param>
/// <param name="Name">Unique name at the time; null where there is none.</param>
public sealed record RecordActor(ActorKind Kind, Guid? Id, string? Name)
{
    /// <summary>The portal by itself.</summary>
    public static RecordActor Portal { get; } = new(ActorKind.Portal, null, null);

    /// <summary>Somebody who has not shown who they are.</summary>
    public static RecordActor Anonymous { get; } = new(ActorKind.Anonymous, null, null);

    /// <summary>Name for people to read.</summary>
    public string Shown =>
        Name
        ?? Kind switch
        {
            ActorKind.Portal => "Portal",
            ActorKind.Anonymous => "Not signed in",
            _ => "Deleted account",
        };

    /// <summary>A person or service account.</summary>
    public static RecordActor Of(CallerKind kind, Guid id, string? name) =>
        new(kind == CallerKind.Person ? ActorKind.Person : ActorKind.Service, id, name);

    /// <summary>The caller of a session.</summary>
    public static RecordActor Of(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Of(session.CallerKind, session.CallerId, session.CallerName);
    }
}
