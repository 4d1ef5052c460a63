using System.Collections.Frozen;
using Portal.Data.People;
using Portal.Data.Sessions;

namespace Portal.Gateway.Callers;

/// <summary>Who calls: a person or a service account, resolved from a token.</summary>
/// <param name="Id">The person's or service account's id.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">Unique name: a person's e-mail address or a service account's name.</param>
/// <param name="Roles">Role names, the portal's own and the organisation's.</param>
/// <param name="TokenId">The token presented.</param>
public sealed record Caller(Guid Id, CallerKind Kind, string Name, FrozenSet<string> Roles, Guid TokenId)
{
    /// <summary>The caller as the actor of a record.</summary>
    public RecordActor AsActor() => RecordActor.Of(Kind, Id, Name);
}
