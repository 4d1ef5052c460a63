namespace Portal.Data.People;

/// <summary>Names a person or service account, as it was called at the time.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its unique name: a person's e-mail address or a service account's name.</param>
public sealed record AccountReference(CallerKind Kind, Guid Id, string Name);
