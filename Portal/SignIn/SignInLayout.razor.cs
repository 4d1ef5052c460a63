namespace Portal.SignIn;

/// <summary>The bare frame of the pages that work without JavaScript and without a person.</summary>
public sealed partial class SignInLayout;
