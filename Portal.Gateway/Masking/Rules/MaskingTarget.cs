namespace Portal.Gateway.Masking.Rules;

/// <summary>Represents what is known about a message when the rules for it are chosen.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Tool">The tool that is called or answers; null when it is no tool call, or not known which.</param>
/// <param name="IsAnyTool">Whether it may belong to any tool call: a batch, or a stream that is not one call's own.</param>
/// <param name="Direction">Which way it goes.</param>
public readonly record struct MaskingTarget(string Server, string? Tool, bool IsAnyTool, MaskingDirection Direction)
{
    /// <summary>A message of one tool's call; of none where <paramref name="tool"/> is null.</summary>
    public static MaskingTarget Of(string server, string? tool, MaskingDirection direction) =>
        new(server, tool, IsAnyTool: false, direction);
}
