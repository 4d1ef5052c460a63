using System.Text.Json;

namespace Portal.Gateway.Policy;

/// <summary>One member of a policy that differs between two versions.</summary>
/// <param name="Key">The member, such as <c>callers.roles</c>.</param>
/// <param name="Before">Its value in the earlier one; null when it was not there.</param>
/// <param name="After">Its value in the later one; null when it is not there.</param>
public sealed record PolicyChange(string Key, JsonElement? Before, JsonElement? After);
