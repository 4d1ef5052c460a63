namespace Portal.Gateway.Journal;

/// <summary>The controls whose failure is recorded.</summary>
public static class PortalControls
{
    /// <summary>Every message is recorded before it goes on.</summary>
    public const string Recording = "recording";

    /// <summary>Every message is masked before it is recorded or released.</summary>
    public const string Masking = "masking";

    /// <summary>The portal's own storage is searched for card data and holds none.</summary>
    public const string SelfScan = "self-scan";

    /// <summary>Approvers are told of held calls by webhook, where webhooks are configured.</summary>
    public const string Notifications = "notifications";

    /// <summary>There is room for evidence on the volume of the SQLite file.</summary>
    public const string DiskSpace = "disk-space";

    /// <summary>One portal runs on a database, and no second one beside it.</summary>
    public const string DatabaseLock = "database-lock";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Recording, Masking, SelfScan, Notifications, DiskSpace, DatabaseLock];
}
