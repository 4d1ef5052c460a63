namespace Portal.SignIn;

/// <summary>Which sign-in is over.</summary>
internal sealed class SignInEndedEventArgs(string id) : EventArgs
{
    public string Id { get; } = id;
}
