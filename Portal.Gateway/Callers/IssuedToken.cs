using Portal.Data.People;

namespace Portal.Gateway.Callers;

/// <summary>A token just made.</summary>
/// <param name="Text">The bearer token; shown once.</param>
/// <param name="Token">Its row.</param>
public sealed record IssuedToken(string Text, AccessToken Token);
