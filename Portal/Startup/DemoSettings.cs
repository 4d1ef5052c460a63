namespace Portal.Startup;

/// <summary>Whether the demo runs: in Development, unless configuration says otherwise.</summary>
internal static class DemoSettings
{
    /// <summary>Password of every demo person; harmless because the demo refuses to listen beyond this machine.</summary>
    public const string Password = "portal-demo-1234";

    public static bool IsOn(IConfiguration configuration, IHostEnvironment environment) =>
        configuration["Demo"] is { Length: > 0 } text && bool.TryParse(text, out var demo) ? demo : environment.IsDevelopment();
}
