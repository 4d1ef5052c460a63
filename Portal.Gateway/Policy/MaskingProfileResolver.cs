using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portal.Data.Servers;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Policy;

/// <summary>
/// Says which masking policies apply to a message. Without policies of one's own that costs nothing; with them, one look into a
/// cache.
/// </summary>
public sealed class MaskingProfileResolver(
    PolicyProvider policies,
    MaskingTokens tokens,
    ServerRegistry servers,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    private const int MaxCached = 10_000;

    private readonly Sensitivity _sensitivity = options.Value.SensitivityOf();
    private volatile Cache _cache = new([]);

    /// <summary>Whether there are policies of one's own at all.</summary>
    public bool HasRules => policies.MaskingRules.Count > 0;

    /// <summary>The profile for a message.</summary>
    /// <param name="caller">Who asked, or is answered.</param>
    /// <param name="target">What is known about the message.</param>
    public MaskingProfile ProfileFor(Caller caller, in MaskingTarget target)
    {
        var rules = policies.MaskingRules;
        var passesUnreadable = PassesUnreadable(target);
        if (rules.Count == 0)
        {
            return MaskingProfile.BuiltIn(_sensitivity, passesUnreadable);
        }

        var cache = _cache;
        if (!ReferenceEquals(cache.Rules, rules))
        {
            _cache = cache = new Cache(rules);
        }

        var key = (caller, target, passesUnreadable);
        if (cache.Profiles.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Profile;
        }

        if (cache.Profiles.Count >= MaxCached)
        {
            cache.Profiles.Clear();
        }

        return (cache.Profiles[key] = Resolve(rules, caller, target, passesUnreadable)).Profile;
    }

    /// <summary>The profile that other rules than those in force would give.</summary>
    internal MaskingProfile ProfileFor(IReadOnlyList<MaskingRule> rules, Caller caller, in MaskingTarget target) =>
        Resolve(rules, caller, target, PassesUnreadable(target)).Profile;

    /// <summary>The profile that rules give of which is known that they concern the message.</summary>
    /// <param name="concerned">The rules; exceptions only those that have not expired.</param>
    /// <param name="direction">Which way the message goes.</param>
    /// <param name="server">The server; null for one whose unreadable files do not pass.</param>
    internal MaskingProfile ProfileOf(IReadOnlyList<MaskingRule> concerned, MaskingDirection direction, string? server) =>
        MaskingProfiles.Of(concerned, direction, tokens, _sensitivity, PassesUnreadable(direction, server));

    private bool PassesUnreadable(in MaskingTarget target) => PassesUnreadable(target.Direction, target.Server);

    // What a client sends is not withheld for its files.
    private bool PassesUnreadable(MaskingDirection direction, string? server) =>
        direction == MaskingDirection.Request
        || (
            server is not null && servers.Servers.TryGetValue(server, out var known) && known.Unreadable == UnreadableSetting.Pass
        );

    private Entry Resolve(IReadOnlyList<MaskingRule> rules, Caller caller, in MaskingTarget target, bool passesUnreadable)
    {
        var now = time.GetUtcNow();
        var concerned = new List<MaskingRule>();
        var until = DateTimeOffset.MaxValue;
        foreach (var rule in rules)
        {
            if (!rule.Concerns(target, caller) || rule.Exception?.Expires <= now)
            {
                continue;
            }

            concerned.Add(rule);
            until = rule.Exception is { } exception && exception.Expires < until ? exception.Expires : until;
        }

        return new Entry(MaskingProfiles.Of(concerned, target.Direction, tokens, _sensitivity, passesUnreadable), until);
    }

    private sealed record Entry(MaskingProfile Profile, DateTimeOffset Until);

    private sealed class Cache(IReadOnlyList<MaskingRule> rules)
    {
        public IReadOnlyList<MaskingRule> Rules => rules;

        public ConcurrentDictionary<(Caller, MaskingTarget, bool), Entry> Profiles { get; } = new();
    }
}
