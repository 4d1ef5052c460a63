using Portal.Gateway.Masking;

namespace Portal.Gateway.Policy.Trials;

/// <summary>A record that a policy would have made a difference to.</summary>
/// <param name="Record">Its id, <c>stream.sequence</c>.</param>
/// <param name="Session">Its session.</param>
/// <param name="Time">When it passed.</param>
/// <param name="Server">The server.</param>
/// <param name="Caller">The caller's name.</param>
/// <param name="Method">The method.</param>
/// <param name="Tool">Tool, prompt or resource.</param>
/// <param name="Effect">What would have been done.</param>
/// <param name="Hits">What would have been replaced where; empty for access policies.</param>
public sealed record DryRunExample(
    string Record,
    Guid? Session,
    DateTimeOffset Time,
    string Server,
    string Caller,
    string? Method,
    string? Tool,
    DryRunEffect Effect,
    IReadOnlyList<MaskingHit> Hits
);
