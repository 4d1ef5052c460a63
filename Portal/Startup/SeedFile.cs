using System.Text.Json;
using System.Text.Json.Serialization;

#pragma warning disable MA0048 // one file format, one file

namespace Portal.Startup;

/// <summary>The declarative form of servers, people, service accounts and policies.</summary>
internal sealed record SeedFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public IReadOnlyList<SeedServer> Servers { get; init; } = [];

    public IReadOnlyList<SeedPerson> People { get; init; } = [];

    public IReadOnlyList<SeedServiceAccount> ServiceAccounts { get; init; } = [];

    public IReadOnlyList<JsonElement> Policies { get; init; } = [];

    /// <exception cref="StartupException">The file is missing or has a fault.</exception>
    public static SeedFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SeedFile>(File.ReadAllBytes(path), Options)
                ?? throw new JsonException("The file holds null.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException($"Seed:File '{path}' cannot be applied:", [exception.Message]);
        }
    }
}

internal sealed record SeedServer
{
    public required string Name { get; init; }

    public string? Url { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public int? TimeoutSeconds { get; init; }

    public IReadOnlyList<string> ForwardHeaders { get; init; } = [];

    public string? Sampling { get; init; }

    public string? Elicitation { get; init; }

    public string? Unreadable { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyDictionary<string, string>? Env { get; init; }
}

internal sealed record SeedPerson
{
    public required string Email { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string? Password { get; init; }
}

internal sealed record SeedServiceAccount
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string? Owner { get; init; }

    public string? Token { get; init; }

    public string? Expires { get; init; }
}
