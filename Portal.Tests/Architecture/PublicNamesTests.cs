using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway;
using Portal.Startup;
using Portal.Tests.Host;

namespace Portal.Tests.Architecture;

/// <summary>
/// Names that others rely on: settings, fields of the API, methods of records, events of the log. They change on purpose only, in
/// <c>PublicNames.txt</c> too; whatever is renamed in the code, they stay.
/// </summary>
public sealed partial class PublicNamesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Names_OthersRelyOn_AreThoseOfTheList()
    {
        using var description = JsonDocument.Parse((await host.ApiAsync("/openapi/v1.json")).Text);
        var now = Settings().Concat(Fields(description.RootElement)).Concat(RecordNames()).Concat(LogEvents())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var listed = Listed();

        var gone = listed.Except(now, StringComparer.Ordinal).ToList();
        var fresh = now.Except(listed, StringComparer.Ordinal).ToList();
        Assert.True(gone.Count + fresh.Count == 0, $"Gone: {string.Join(Environment.NewLine, gone)}{Environment.NewLine}New: {string.Join(Environment.NewLine, fresh)}");
        Assert.All(new[] { "setting ", "api ", "field ", "record ", "log " }, kind => Assert.Contains(now, name => name.StartsWith(kind, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Settings() =>
        ConfigurationChecks.KnownKeys.SelectMany(section => section.Value.Select(key => $"setting {section.Key}:{key}"));

    private static IEnumerable<string> Fields(JsonElement description)
    {
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                yield return $"api {operation.Name.ToUpperInvariant()} {path.Name}";
            }
        }

        foreach (var schema in description.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            foreach (var property in schema.Value.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
            {
                yield return $"field {schema.Name}.{property.Name}";
            }
        }
    }

    private static IEnumerable<string> RecordNames() => new[] { "Portal", "Portal.Gateway", "Portal.Data" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Repository.IsGenerated(file))
        .SelectMany(file => RecordName().Matches(File.ReadAllText(file)).Select(match => $"record {match.Groups["name"].Value}"));

    private static IEnumerable<string> LogEvents() => new[] { typeof(ConfigurationChecks).Assembly, typeof(GatewayServices).Assembly, typeof(PortalDbContext).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Select(method => (method.Name, Log: method.GetCustomAttribute<LoggerMessageAttribute>()))
        .Where(method => method.Log is not null)
        .Select(method => $"log {method.Log!.Level} {(method.Log.EventId >= 0 ? $"{method.Log.EventId} " : "")}{method.Log.EventName ?? method.Name}: {method.Log.Message.ReplaceLineEndings("␤")}");

    private static List<string> Listed()
    {
        using var stream = typeof(PublicNamesTests).Assembly.GetManifestResourceStream("Portal.Tests.Architecture.PublicNames.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex("\"(?<name>portal/[a-z-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordName();
}
