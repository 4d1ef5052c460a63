using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Tests.Architecture;

/// <summary>Every control record the code can make says who did it.</summary>
public sealed partial class RecordedActionsTests
{
    // Action, and who can have done it: a caller (a person or service account, with id and name), the portal by itself, or somebody who has not shown who they are.
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["acknowledged"] = "caller",
        ["account-locked"] = "anonymous",
        ["api-refused"] = "caller or anonymous",
        ["approval-decision"] = "caller",
        ["approval-expired"] = "portal",
        ["approval-refused"] = "caller",
        ["approval-released"] = "caller",
        ["approval-used"] = "caller",
        ["approval-window-revoked"] = "caller",
        ["approval-withdrawn"] = "caller",
        ["break-glass"] = "caller",
        ["caller-revoked"] = "caller",
        ["card-data-released"] = "caller",
        ["card-search"] = "caller",
        ["clock-set-back"] = "portal",
        ["closed"] = "caller",
        ["control-failure"] = "portal",
        ["control-restored"] = "portal",
        ["cut-off"] = "caller",
        ["event"] = "caller",
        ["event-id"] = "caller",
        ["key-created"] = "portal",
        ["key-retired"] = "caller",
        ["key-rotated"] = "caller",
        ["not-released"] = "portal",
        ["password-confirmation-refused"] = "caller or anonymous",
        ["password-confirmed"] = "caller",
        ["policy-deleted"] = "caller",
        ["policy-dry-run"] = "caller",
        ["policy-restored"] = "caller",
        ["policy-saved"] = "caller",
        ["policy-tested"] = "caller",
        ["recording-checked"] = "portal",
        ["refused"] = "caller or anonymous",
        ["refusals-counted"] = "caller or anonymous",
        ["self-scan"] = "caller or portal",
        ["server-deleted"] = "caller",
        ["server-saved"] = "caller",
        ["session-end"] = "caller",
        ["sign-in-refused"] = "caller or anonymous",
        ["sign-ins-limited"] = "anonymous",
        ["signed-in"] = "caller",
        ["stream-closed"] = "caller",
        ["stream-opened"] = "caller",
        ["token-issued"] = "caller",
        ["token-revoked"] = "caller",
    };

    private static readonly string Root = Repository.Root;

    [Fact]
    public void Actions_InTheSource_AreAllListedHere()
    {
        var sources = Sources().Select(File.ReadAllText).ToList();
        var recorded = sources
            .SelectMany(source => RecordPattern().Matches(source).Concat(MethodPattern().Matches(source)))
            .Select(match => match.Groups["action"].Value)
            .Concat(sources.SelectMany(source => RecordingStatements(source).SelectMany(statement => ActionPattern().Matches(statement)).Select(match => match.Groups["action"].Value)))
            .ToHashSet(StringComparer.Ordinal);
        recorded.RemoveWhere(text => NoActions.Contains(text, StringComparer.Ordinal));

        Assert.Empty(recorded.Except(Actions.Keys, StringComparer.Ordinal));
        Assert.Empty(Actions.Keys.Except(recorded, StringComparer.Ordinal));
    }

    [Fact]
    public void Journal_TakesNoActionWithoutAnActor() =>
        Assert.All(
            typeof(PortalJournal).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(ValueTask<bool>)),
            method => Assert.Contains(method.GetParameters(), parameter => parameter.ParameterType == typeof(RecordActor)));

    [Fact]
    public void Portal_AsActor_StandsOnlyBehindWhatThePortalDoesByItself()
    {
        var named = Sources()
            .Select(File.ReadAllText)
            .SelectMany(source => PortalPattern().Matches(source))
            .Select(match => match.Groups["action"].Value);

        Assert.All(named, action => Assert.Contains("portal", Actions[action], StringComparison.Ordinal));
    }

    // Names in _meta, which are no actions.
    private static readonly string[] NoActions = ["justification", "masked", "outcome"];

    private static IEnumerable<string> Sources() => new[] { "Portal", "Portal.Gateway", "Portal.Data" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    // An action may be chosen between two, or be handed on to the method that records it.
    private static IEnumerable<string> RecordingStatements(string source) => source
        .Split(';')
        .Where(statement => statement.Contains("RecordAsync(", StringComparison.Ordinal) || statement.Contains("RefuseAsync(\"", StringComparison.Ordinal))
        .Select(statement => string.Concat(ChoicePattern().Matches(statement).Select(match => match.Value + "\n")));

    [GeneratedRegex("""(?:RecordAsync|RefuseAsync|NoteAsync)\(\s*"(?<action>[a-z]+(?:-[a-z]+)*)"\s*,""", RegexOptions.NonBacktracking)]
    private static partial Regex RecordPattern();

    [GeneratedRegex("""["]portal/(?<action>[a-z]+(?:-[a-z]+)*)["]""", RegexOptions.NonBacktracking)]
    private static partial Regex MethodPattern();

    [GeneratedRegex("""(?:RecordAsync)\([^,"]*\?\s*"[a-z-]+"\s*:\s*"[a-z-]+"\s*,""", RegexOptions.NonBacktracking)]
    private static partial Regex ChoicePattern();

    [GeneratedRegex("\"(?<action>[a-z]+(?:-[a-z]+)+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex ActionPattern();

    [GeneratedRegex("""RecordAsync\(\s*"(?<action>[a-z-]+)"\s*,\s*RecordActor\.Portal""", RegexOptions.NonBacktracking)]
    private static partial Regex PortalPattern();
}
