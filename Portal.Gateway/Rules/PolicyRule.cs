using Portal.Data.Policies;

namespace Portal.Gateway.Rules;

/// <summary>A policy in force, whatever it decides.</summary>
/// <param name="Name">The policy's name, unique over all kinds.</param>
/// <param name="Version">The policy's version.</param>
public abstract record PolicyRule(string Name, int Version)
{
    /// <summary>Gets what it decides.</summary>
    public abstract PolicyKind Kind { get; }
}
