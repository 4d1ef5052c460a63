using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;
using Portal.Gateway.SelfScan;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Gateway.Policy;

public sealed class PolicyProviderTests : IDisposable
{
    private const string Allow = """{"kind":"access","name":"p","servers":["*"],"effect":"allow"}""";
    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly PolicyProvider _policies;

    public PolicyProviderTests() => _policies = Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task SaveAsync_NewPolicy_IsInForceAndStored()
    {
        Assert.Empty(await SaveAsync(Allow));
        var rule = Assert.Single(_policies.AccessRules);
        Assert.Equal(("p", 1), (rule.Name, rule.Version));

        await using var context = await _database.Contexts.CreateDbContextAsync(Cancellation);
        var version = await context.PolicyVersions.SingleAsync(Cancellation);
        Assert.Equal(("p", 1, "ana", "why", Records.Noon, false), (version.Name, version.Version, version.Author, version.Reason, version.Created, version.Deleted));
    }

    [Fact]
    public async Task Current_PolicyChanges_IsAnotherSetAndTheEarlierOneStaysAsItWas()
    {
        await SaveAsync(Allow);
        await SaveAsync("""{"kind":"approval","name":"a","servers":["*"]}""");
        var before = _policies.Current;

        await SaveAsync("""{"kind":"access","name":"q","servers":["*"],"effect":"deny"}""");
        Assert.True(await _policies.DeleteAsync("a", "ana", "why", Cancellation));

        Assert.NotSame(before, _policies.Current);
        Assert.Equal(["p", "a"], before.All.Select(rule => rule.Name));
        Assert.Equal(["p", "q"], _policies.Current.All.Select(rule => rule.Name));
    }

    [Theory]
    [InlineData("BINARY")]
    [InlineData("NOCASE")]
    [InlineData("RTRIM")]
    public async Task SaveAsync_AnotherSpellingOfAName_IsRefusedAndReplacesNothing(string collation)
    {
        const string Deny = """{"kind":"access","name":"Zeta","servers":["*"],"effect":"deny"}""";
        _database.Compare(collation);
        await SaveAsync(Deny);
        foreach (var spelling in new[] { "ZETA", "zeta", "Zeta ", " Zeta", "\uFF3Aeta", "Ze\u200Bta", "Zeta\u00A0" })
        {
            var faults = await SaveAsync(Deny.Replace("Zeta", spelling, StringComparison.Ordinal).Replace("deny", "allow", StringComparison.Ordinal));
            Assert.True(faults is [{ Key: "name" }], $"'{spelling}' is taken.");
            Assert.False(await _policies.DeleteAsync(spelling, "ana", "why", Cancellation), $"'{spelling}' deletes.");
            Assert.Empty(await _policies.HistoryAsync(spelling, Cancellation));
        }

        Assert.Equal(("Zeta", 1, AccessEffect.Deny), (_policies.AccessRules[0].Name, _policies.AccessRules[0].Version, Assert.Single(_policies.AccessRules).Effect));
        Assert.Empty(await SaveAsync(Deny.Replace("deny", "allow", StringComparison.Ordinal)));
        Assert.Equal(2, (await _policies.HistoryAsync("Zeta", Cancellation)).Count);
    }

    [Fact]
    public async Task SaveAsync_SpellingOfTheBuiltInPolicy_IsRefused() =>
        Assert.Equal("name", Assert.Single(await SaveAsync(Allow.Replace("\"p\"", "\"Cardholder Data\"", StringComparison.Ordinal))).Key);

    [Fact]
    public async Task SaveAsync_SameDefinition_MakesNoNewVersion()
    {
        await SaveAsync(Allow);
        Assert.Empty(await SaveAsync(Allow.Replace(",", " ,\n ", StringComparison.Ordinal)));
        Assert.Equal(1, Assert.Single(_policies.AccessRules).Version);
        Assert.Equal("1", _database.Query("SELECT COUNT(*) FROM PolicyVersions")[0][0]);
    }

    [Fact]
    public async Task SaveAsync_OtherDefinition_MakesTheNextVersionAndKeepsTheOld()
    {
        await SaveAsync(Allow);
        await SaveAsync(Allow.Replace("allow", "deny", StringComparison.Ordinal));
        await SaveAsync(Allow);
        var rule = Assert.Single(_policies.AccessRules);
        Assert.Equal((3, AccessEffect.Allow), (rule.Version, rule.Effect));
        Assert.Equal("3", _database.Query("SELECT COUNT(*) FROM PolicyVersions")[0][0]);
    }

    [Fact]
    public async Task SaveAsync_Fault_StoresNothing()
    {
        Assert.NotEmpty(await SaveAsync("""{"kind":"access"}"""));
        Assert.Equal("0", _database.Query("SELECT COUNT(*) FROM PolicyVersions")[0][0]);
    }

    [Fact]
    public async Task SaveAsync_ManyAtOnce_VersionsAreGapless()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => SaveAsync($$"""{"kind":"access","name":"p","servers":["s{{number}}"],"effect":"allow"}""")));
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"{number}"), _database.Query("SELECT Version FROM PolicyVersions ORDER BY Version").Select(row => row[0]));
        Assert.Equal(10, Assert.Single(_policies.AccessRules).Version);
    }

    [Fact]
    public async Task DeleteAsync_Policy_IsOutOfForceAndItsVersionsStay()
    {
        await SaveAsync(Allow);
        Assert.True(await _policies.DeleteAsync("p", "ben", "over", Cancellation));
        Assert.Empty(_policies.AccessRules);
        Assert.False(await _policies.DeleteAsync("p", "ben", "over", Cancellation));
        Assert.False(await _policies.DeleteAsync("other", "ben", null, Cancellation));
        Assert.Equal(["1:0:ana", "2:1:ben"], _database.Query("SELECT Version, Deleted, Author FROM PolicyVersions ORDER BY Version").Select(row => string.Join(':', row)));

        await SaveAsync(Allow);
        Assert.Equal(3, Assert.Single(_policies.AccessRules).Version);
    }

    [Fact]
    public async Task RefreshAsync_AfterARestart_HasTheSameRules()
    {
        await SaveAsync(Allow);
        await SaveAsync("""{"kind":"access","name":"a","servers":["x"],"tools":["t"],"callers":{"roles":["r"]},"effect":"deny"}""");
        var restarted = Open();
        Assert.Empty(restarted.AccessRules);
        await restarted.RefreshAsync(Cancellation);
        Assert.Equal(["a", "p"], restarted.AccessRules.Select(rule => rule.Name));
        Assert.Equal(["r"], restarted.AccessRules[0].Callers!.Roles);
    }

    [Theory]
    [InlineData("""{"kind":"access","name":"p","servers":["*"],"effect":"permit"}""")]
    [InlineData("""{"kind":"access"}""")]
    [InlineData("[]")]
    [InlineData("{broken")]
    [InlineData("")]
    public async Task RefreshAsync_StoredPolicyIsUnreadable_DeniesEverything(string definition)
    {
        await SaveAsync(Allow);
        await SaveAsync(Allow.Replace("\"p\"", "\"q\"", StringComparison.Ordinal));
        _database.Execute($"UPDATE PolicyVersions SET Definition = '{definition}' WHERE Name = 'q'");
        await _policies.RefreshAsync(Cancellation);
        var caller = new Caller(Guid.CreateVersion7(), CallerKind.Person, "ana", FrozenSet<string>.Empty, Guid.CreateVersion7());
        var decision = AccessPolicy.Decide(_policies.AccessRules, caller, "payments", AccessTarget.Conversation);
        Assert.Equal((false, "q"), (decision.Allowed, decision.Rule));

        Assert.True(await _policies.DeleteAsync("q", "ana", "broken", Cancellation));
        Assert.True(AccessPolicy.Decide(_policies.AccessRules, caller, "payments", AccessTarget.Conversation).Allowed);
    }

    private async Task<IReadOnlyList<PolicyFault>> SaveAsync(string definition)
    {
        using var document = JsonDocument.Parse(definition);
        return await _policies.SaveAsync(document.RootElement, "ana", "why", Cancellation);
    }

    private PolicyProvider Open() => new(_database.Contexts, new StoredTextMask(new MessageMasker()), _time, NullLogger<PolicyProvider>.Instance);
}
