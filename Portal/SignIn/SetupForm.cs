namespace Portal.SignIn;

/// <summary>Represents what the set-up form posts.</summary>
public sealed class SetupForm
{
    /// <summary>The one-time code from the link.</summary>
    public string? Code { get; set; }

    /// <summary>How the administrator is shown.</summary>
    public string? Name { get; set; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Password.</summary>
    public string? Password { get; set; }

    /// <summary>The same password again.</summary>
    public string? Repeat { get; set; }
}
