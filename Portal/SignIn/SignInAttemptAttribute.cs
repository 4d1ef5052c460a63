namespace Portal.SignIn;

/// <summary>
/// On an endpoint or page: posting to it is an attempt to prove who one is, and counts towards <see cref="SignInLimitOptions"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SignInAttemptAttribute : Attribute
{
    /// <summary>Whether asking for it is one too, because its address carries a secret.</summary>
    public bool CountsReads { get; set; }
}
