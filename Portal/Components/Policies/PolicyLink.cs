namespace Portal.Components.Policies;

/// <summary>Addresses of policy pages. A name may hold anything; what means something in an address is escaped.</summary>
internal static class PolicyLink
{
    public static string Of(string name, string? query = null) =>
        $"/policies/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}{(query is null ? "" : $"?{query}")}";
}
