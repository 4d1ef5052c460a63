using System.ComponentModel.DataAnnotations;

namespace Portal.Gateway.Configuration;

/// <summary>How records are committed. Configuration section <c>Gateway:Recording</c>.</summary>
public sealed class RecordingOptions
{
    /// <summary>When a message may go on. Default <see cref="RecordingDurability.Strict"/>.</summary>
    [EnumDataType(typeof(RecordingDurability))]
    public RecordingDurability Durability { get; set; } = RecordingDurability.Strict;

    /// <summary>Records that may wait for the writer; further ones wait for room. 64 to 65536, default 4096.</summary>
    [Range(64, 65536)]
    public int QueueCapacity { get; set; } = 4096;

    /// <summary>Seconds a call waits for its record before it is refused with -32013. 1 to 60, default 10.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;
}
