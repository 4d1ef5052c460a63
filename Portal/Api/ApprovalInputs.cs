#pragma warning disable MA0048 // what the two decisions are asked with belongs together

namespace Portal.Api;

/// <summary>An approval.</summary>
/// <param name="Justification">Why, 10 to 2000 characters.</param>
/// <param name="Until">Until when this caller may use this tool on this server without asking; the one call only when left
/// out.</param>
/// <param name="BreakGlass">Whether it is an emergency decided alone.</param>
internal sealed record ApproveInput(string? Justification = null, DateTimeOffset? Until = null, bool BreakGlass = false);

/// <summary>A denial.</summary>
/// <param name="Justification">Why, 10 to 2000 characters.</param>
internal sealed record DenyInput(string? Justification = null);
