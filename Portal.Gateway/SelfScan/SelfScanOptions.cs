namespace Portal.Gateway.SelfScan;

/// <summary>The daily search of the portal's own storage for card data. Configuration section <c>SelfScan</c>.</summary>
public sealed class SelfScanOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "SelfScan";

    /// <summary>When it runs each day, UTC, <c>HH:mm</c>. Default 03:00.</summary>
    public TimeOnly DailyAt { get; set; } = new(3, 0);

    /// <summary>
    /// Folder of log files that are searched too, with all folders in it. Default none: the portal itself logs to the console
    /// only.
    /// </summary>
    public string? LogDirectory { get; set; }

    /// <summary>Folder of exports that are searched too, with all folders in it. Default none.</summary>
    public string? ExportDirectory { get; set; }
}
