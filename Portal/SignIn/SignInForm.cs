namespace Portal.SignIn;

/// <summary>Represents what the sign-in form posts.</summary>
public sealed class SignInForm
{
    /// <summary>E-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Password.</summary>
    public string? Password { get; set; }
}
