using System.ComponentModel.DataAnnotations;

namespace Portal.Gateway.Storage;

/// <summary>Settings of where the evidence is kept. Configuration section <c>Evidence</c>.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Evidence";

    /// <summary>
    /// Free space, in gigabytes (2^30 bytes), below which the volume of the SQLite file is alarmingly full; below half of it
    /// calls are refused with -32013. 0 to 1024, 0 for no watch, default 2. Without effect on SQL Server.
    /// </summary>
    [Range(0, 1024)]
    public int MinFreeGB { get; set; } = 2;
}
