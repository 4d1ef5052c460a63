using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Policies;

/// <summary>Reads policies.</summary>
public static class PolicyQueries
{
    /// <summary>The newest version of every policy that has not been deleted, by name.</summary>
    public static IQueryable<PolicyVersion> InForce(this DbSet<PolicyVersion> versions) =>
        versions.Newest().Where(policy => !policy.Deleted);

    /// <summary>The newest version of every policy, deletions included, by name.</summary>
    public static IQueryable<PolicyVersion> Newest(this DbSet<PolicyVersion> versions) =>
        versions
            .AsNoTracking()
            .Where(policy => !versions.Any(newer => newer.Name == policy.Name && newer.Version > policy.Version))
            .OrderBy(policy => policy.Name);

    /// <summary>Every version of one policy, newest first.</summary>
    public static IQueryable<PolicyVersion> History(this DbSet<PolicyVersion> versions, string name) =>
        versions.AsNoTracking().Where(policy => policy.Name == name).OrderByDescending(policy => policy.Version);
}
