using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.People;
using Portal.Data.Servers;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy;
using Portal.Gateway.Routing;
using Portal.Gateway.SelfScan;
using Portal.Tests.Data;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Policy;

public sealed class MaskingProfileResolverTests : IDisposable
{
    private const string Pan = "4111111111111111";

    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly ServerRegistry _servers;
    private readonly PolicyProvider _policies;
    private readonly MaskingProfileResolver _profiles;
    private readonly Caller _batch = Caller("nightly", "batch");
    private readonly Caller _ana = Caller("ana@example.com", "engineer");

    public MaskingProfileResolverTests()
    {
        _servers = new ServerRegistry(
            _database.Contexts,
            new EphemeralDataProtectionProvider(),
            new ServerValidator(Options.Create(new GatewayOptions()), new ConfigurationBuilder().Build(), new FaultServer(), new StoredTextMask(new MessageMasker())),
            _time,
            NullLogger<ServerRegistry>.Instance);
        _policies = new PolicyProvider(_database.Contexts, new StoredTextMask(new MessageMasker()), _time, NullLogger<PolicyProvider>.Instance);
        _profiles = Resolver(MaskingSensitivity.Balanced);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task ProfileFor_NoPolicyConcernsTheMessage_IsTheBuiltInItself()
    {
        var builtIn = MaskingProfile.BuiltIn(Sensitivity.Balanced, passesUnreadable: false);
        Assert.Same(builtIn, Profile(_ana, "t"));
        await SaveAsync("""{"kind":"masking","name":"a","servers":["other"],"fields":["$..x"],"action":"mask"}""");
        await SaveAsync("""{"kind":"masking","name":"b","servers":["pay*"],"tools":["list_*"],"callers":{"roles":["batch"]},"fields":["$..x"],"action":"mask"}""");
        Assert.Same(builtIn, Profile(_ana, "list_a"));
        Assert.Same(builtIn, Profile(_batch, "get_a"));
        Assert.Same(MaskingProfile.Default, Profile(_batch, "list_a", MaskingDirection.Request));
        Assert.False(Profile(_batch, "list_a").IsBuiltIn);
        Assert.Same(Profile(_batch, "list_a"), Profile(_batch, "list_a"));
    }

    /// <summary>What hides something follows what denies: a server may take the tool in another spelling.</summary>
    [Theory]
    [InlineData("List_Cards")]
    [InlineData("list_cards ")]
    [InlineData("li\u017Ft_cards")]
    public async Task ProfileFor_ToolInAnotherSpelling_IsMasked(string tool)
    {
        await SaveAsync("""{"kind":"masking","name":"a","servers":["Pay*"],"tools":["list_*"],"callers":{"names":["Nightly"]},"fields":["$..x"],"action":"mask"}""");

        Assert.False(Profile(_batch, tool).IsBuiltIn);
    }

    [Fact]
    public async Task ProfileFor_MessageOfNoToolOrOfAnyTool_TakesWhatMayConcernIt()
    {
        await SaveAsync("""{"kind":"masking","name":"narrow","servers":["*"],"tools":["list_*"],"fields":["$..x"],"action":"mask"}""");
        Assert.True(Profile(_ana, null).IsBuiltIn);
        Assert.False(_profiles.ProfileFor(_ana, new MaskingTarget("payments", null, IsAnyTool: true, MaskingDirection.Response)).IsBuiltIn);
        await SaveAsync("""{"kind":"masking","name":"wide","servers":["*"],"fields":["$..x"],"action":"mask"}""");
        Assert.False(Profile(_ana, null).IsBuiltIn);
    }

    [Fact]
    public async Task ProfileFor_Change_HoldsForTheNextMessage()
    {
        await SaveAsync("""{"kind":"masking","name":"a","servers":["*"],"kinds":["pan"],"action":"redact"}""");
        Assert.Equal(("a", 1, MaskingAction.Redact), (Profile(_ana, "t").Pan.Rule, Profile(_ana, "t").Pan.Version, Profile(_ana, "t").Pan.Action));
        await SaveAsync("""{"kind":"masking","name":"a","servers":["*"],"kinds":["pan"],"action":"token"}""");
        Assert.Equal((2, MaskingAction.Token), (Profile(_ana, "t").Pan.Version, Profile(_ana, "t").Pan.Action));
        await _policies.DeleteAsync("a", "ana", "over", Cancellation);
        var builtIn = MaskingProfile.BuiltIn(Sensitivity.Balanced, passesUnreadable: false);
        Assert.Same(builtIn, Profile(_ana, "t"));
    }

    [Fact]
    public async Task ProfileFor_SeveralPoliciesForAKind_TheStrictestWins()
    {
        await SaveAsync("""{"kind":"masking","name":"a","servers":["*"],"kinds":["pan","cvv"],"action":"redact"}""");
        await SaveAsync("""{"kind":"masking","name":"b","servers":["*"],"kinds":["pan"],"action":"block"}""");
        await SaveAsync("""{"kind":"masking","name":"c","servers":["*"],"kinds":["pan"],"action":"token"}""");
        var profile = Profile(_ana, "t");
        Assert.Equal(("b", "a", KindRule.BuiltIn), (profile.Pan.Rule, profile.Cvv.Rule, profile.Pin));
    }

    [Fact]
    public async Task ProfileFor_Exception_EndsWhenItExpires()
    {
        await SaveExceptionAsync();
        Assert.Contains(Pan, Wire(_ana, "get_card"), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(9));
        Assert.Contains(Pan, Wire(_ana, "get_card"), StringComparison.Ordinal);
        _time.SetUtcNow(Records.Noon.AddHours(-12).AddDays(10));
        Assert.DoesNotContain(Pan, Wire(_ana, "get_card"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProfileFor_Exception_NeedsTheVeryToolAndCaller()
    {
        await SaveExceptionAsync();
        Assert.DoesNotContain(Pan, Wire(_batch, "get_card"), StringComparison.Ordinal);
        Assert.DoesNotContain(Pan, Wire(_ana, "get_cards"), StringComparison.Ordinal);
        var anyTool = _profiles.ProfileFor(_ana, new MaskingTarget("payments", null, IsAnyTool: true, MaskingDirection.Response));
        Assert.True(anyTool.IsBuiltIn);
    }

    [Theory]
    [InlineData("""{"card":{"pan":"4111111111111111","note":"4111111111111111"}}""", """{"card":{"pan":"4111111111111111","note":"411111******1111"}}""", 1)]
    [InlineData("""{"pan":4111111111111111}""", """{"pan":4111111111111111}""", 1)]
    [InlineData("""{"pan":"4111 1111 1111 1111 / 5555555555554444"}""", """{"pan":"4111 1111 1111 1111 / 5555555555554444"}""", 2)]
    [InlineData("""{"t":"{\"pan\":\"4111111111111111\",\"x\":\"4111111111111111\"}"}""", """{"t":"{\"pan\":\"4111111111111111\",\"x\":\"411111******1111\"}"}""", 1)]
    [InlineData("""{"pan":"4111111111111111 cvv 737"}""", """{"pan":"4111111111111111 cvv ***"}""", 1)]
    [InlineData("""{"pan":"%B4111111111111111^DOE/J^29121010000000000?"}""", """{"pan":"[track data removed]"}""", 0)]
    [InlineData("""{"pan":"NDExMTExMTExMTExMTExMQ=="}""", null, 0)]
    [InlineData("""{"pan":{"cvv":"737","pin":"1234","pan":"4111111111111111"}}""", """{"pan":{"cvv":"***","pin":"[PIN removed]","pan":"4111111111111111"}}""", 1)]
    public async Task Exception_LetsWholeCardNumbersOfItsFieldsPass_AndNothingElseEver(string json, string? expected, int released)
    {
        await SaveExceptionAsync();
        var profile = Profile(_ana, "get_card");
        var wire = new MessageMasker().Mask(Encoding.UTF8.GetBytes(json), profile);
        var recorded = new MessageMasker().MaskForRecord(Encoding.UTF8.GetBytes(json), profile.ForRecord);

        Assert.Equal(released, wire.Released.Sum(hit => hit.Count));
        Assert.All(wire.Released, hit => Assert.Equal("desk", hit.Rule));
        Assert.DoesNotContain(Pan, Encoding.UTF8.GetString(recorded.Json.Span), StringComparison.Ordinal);
        Assert.DoesNotContain("NDExMTExMTExMTExMTExMQ==", Encoding.UTF8.GetString(wire.Json.Span), StringComparison.Ordinal);
        if (expected is not null)
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(wire.Json.Span));
        }
    }

    [Fact]
    public async Task UnreadablePolicy_WithholdsEverything()
    {
        await SaveAsync("""{"kind":"masking","name":"a","servers":["elsewhere"],"fields":["$..x"],"action":"mask"}""");
        _database.Execute("UPDATE PolicyVersions SET Definition = '{' WHERE Name = 'a'");
        await _policies.RefreshAsync(Cancellation);

        foreach (var direction in Enum.GetValues<MaskingDirection>())
        {
            var masked = new MessageMasker().Mask("""{"a":"b"}"""u8.ToArray(), Profile(_ana, "t", direction));
            Assert.Equal((true, "a", "\"[redacted]\""), (masked.IsBlocked, masked.BlockedBy, Encoding.UTF8.GetString(masked.Json.Span)));
        }
    }

    [Fact]
    public async Task StoredPolicy_WhoseKindDiffersFromItsRow_WithholdsEverything()
    {
        await SaveAsync("""{"kind":"masking","name":"a","servers":["elsewhere"],"fields":["$..x"],"action":"mask"}""");
        _database.Execute("""UPDATE PolicyVersions SET Definition = '{"kind":"access","name":"a","servers":["*"],"effect":"allow"}' WHERE Name = 'a'""");
        await _policies.RefreshAsync(Cancellation);

        Assert.Empty(_policies.AccessRules);
        Assert.True(Assert.Single(_policies.MaskingRules).IsUnreadable);
    }

    [Fact]
    public async Task ProfileFor_ServerWhoseUnreadableFilesPass_SaysSoOfItsResults()
    {
        Assert.False(Profile(_ana, "t").PassesUnreadable);
        await RegisterAsync(UnreadableSetting.Pass);
        Assert.True(Profile(_ana, "t").PassesUnreadable);
        Assert.True(Profile(_ana, "t").ForRecord.PassesUnreadable);
        Assert.Same(MaskingProfile.Default, Profile(_ana, "t", MaskingDirection.Request));
        Assert.False(_profiles.ProfileFor(_ana, MaskingTarget.Of("other", "t", MaskingDirection.Response)).PassesUnreadable);

        await SaveExceptionAsync();
        Assert.True(Profile(_ana, "get_card").PassesUnreadable);
        Assert.True(Profile(_ana, "get_card").ForRecord.PassesUnreadable);

        await RegisterAsync(UnreadableSetting.Block);
        Assert.False(Profile(_ana, "get_card").PassesUnreadable);
    }

    [Theory]
    [InlineData(MaskingSensitivity.Strict, Sensitivity.Strict)]
    [InlineData(MaskingSensitivity.Balanced, Sensitivity.Balanced)]
    [InlineData(MaskingSensitivity.Precise, Sensitivity.Precise)]
    public async Task ProfileFor_Sensitivity_IsThatOfTheSetting(MaskingSensitivity setting, Sensitivity expected)
    {
        var profiles = Resolver(setting);
        var reply = MaskingTarget.Of("payments", "get_card", MaskingDirection.Response);
        Assert.Equal(expected, profiles.ProfileFor(_ana, reply).Sensitivity);
        Assert.Equal(expected, profiles.ProfileFor(_ana, MaskingTarget.Of("payments", "t", MaskingDirection.Request)).Sensitivity);
        Assert.Equal(expected, profiles.ProfileOf([], MaskingDirection.Response, server: null).Sensitivity);

        await SaveAsync("""{"kind":"masking","name":"a","servers":["payments"],"fields":["$..x"],"action":"mask","apply":["responses","requests"]}""");
        await SaveExceptionAsync();
        Assert.Equal(expected, profiles.ProfileFor(_ana, reply).Sensitivity);
        Assert.Equal(expected, profiles.ProfileFor(_ana, reply).ForRecord.Sensitivity);
        Assert.Equal(expected, profiles.ProfileFor(_ana, MaskingTarget.Of("payments", "t", MaskingDirection.Request)).Sensitivity);
    }

    private MaskingProfileResolver Resolver(MaskingSensitivity sensitivity) => new(
        _policies,
        new MaskingTokens(new EphemeralTokenKey()),
        _servers,
        Options.Create(new GatewayOptions { Masking = new MaskingOptions { Sensitivity = sensitivity } }),
        _time);

    private async Task RegisterAsync(UnreadableSetting unreadable) => Assert.Empty(await _servers.SaveAsync(
        new ServerDefinition("payments", "http://127.0.0.1:9/mcp", ServerDefinition.NoHeaders) { Unreadable = unreadable }, keepHeaders: false, Cancellation));

    private MaskingProfile Profile(Caller caller, string? tool, MaskingDirection direction = MaskingDirection.Response) =>
        _profiles.ProfileFor(caller, MaskingTarget.Of("payments", tool, direction));

    private string Wire(Caller caller, string tool) =>
        Encoding.UTF8.GetString(new MessageMasker().Mask(Encoding.UTF8.GetBytes($$"""{"pan":"{{Pan}}"}"""), Profile(caller, tool)).Json.Span);

    private Task SaveExceptionAsync() => SaveAsync($$$"""
        {"kind":"masking","name":"desk","servers":["payments"],"tools":["get_card"],"callers":{"roles":["engineer"]},"fields":["$..pan"],
         "exception":{"of":"cardholder data","justification":"chargebacks","expires":"{{{Records.Noon.AddDays(10):yyyy-MM-dd}}}"}}
        """);

    private async Task SaveAsync(string definition) =>
        Assert.Empty(await _policies.SaveAsync(JsonSerializer.Deserialize<JsonElement>(definition), "ana", "why", Cancellation));

    private static Caller Caller(string name, string role) =>
        new(Guid.CreateVersion7(), CallerKind.Person, name, new[] { role }.ToFrozenSet(StringComparer.Ordinal), Guid.CreateVersion7());
}
