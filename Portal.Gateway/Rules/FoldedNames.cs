using Portal.Gateway.Callers;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Rules;

/// <summary>Represents the names of a call as rules that restrict compare them, folded once for all rules.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Caller">The caller's name.</param>
/// <param name="Target">The tool's or prompt's name; empty for anything else.</param>
/// <param name="Uri">The resource's URI; null for anything else.</param>
internal readonly record struct FoldedNames(string Server, string Caller, string Target, FoldedUri? Uri)
{
    /// <summary>Folds the names of a call.</summary>
    public static FoldedNames Of(Caller caller, string server, AccessTarget target) =>
        new(
            NameFolding.Fold(server),
            NameFolding.Fold(caller.Name),
            target.Kind == AccessTargetKind.Resource ? "" : NameFolding.Fold(target.Name),
            target.Kind == AccessTargetKind.Resource ? FoldedUri.Of(target.Name) : null
        );
}
