using Portal.Data.People;
using Portal.Data.Sessions;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Who decides on a ticket or withdraws it. What it may do is read from the database when it does it, not from here.
/// </summary>
/// <param name="Id">The person's or service account's id.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">Its unique name.</param>
/// <param name="Method">How it is signed in, such as <c>password</c> or <c>token</c>.</param>
/// <param name="SignedIn">When it last proved who it is; null for a token, which proves nothing about a person.</param>
/// <param name="SourceIp">From where.</param>
public sealed record ApprovalActor(
    Guid Id,
    CallerKind Kind,
    string Name,
    string Method,
    DateTimeOffset? SignedIn,
    string? SourceIp
)
{
    /// <summary>The same as the actor of a record.</summary>
    public RecordActor AsActor() => RecordActor.Of(Kind, Id, Name);
}
