using Portal.Gateway.Masking.Decisions;

namespace Portal.Gateway.Masking.Rules;

/// <summary>Puts the rules that concern a message together to a profile.</summary>
internal static class MaskingProfiles
{
    /// <summary>The profile.</summary>
    /// <param name="rules">The rules that concern the message; exceptions only those that have not expired.</param>
    /// <param name="direction">Which way it goes.</param>
    /// <param name="tokens">Makes tokens.</param>
    /// <param name="sensitivity">How much must speak for a card number.</param>
    /// <param name="passesUnreadable">See <see cref="MaskingProfile.PassesUnreadable"/>.</param>
    public static MaskingProfile Of(
        IReadOnlyList<MaskingRule> rules,
        MaskingDirection direction,
        MaskingTokens tokens,
        Sensitivity sensitivity = Sensitivity.Balanced,
        bool passesUnreadable = false
    )
    {
        var masking = rules.Where(rule => rule.Exception is null).ToList();
        if (rules.Count == 0)
        {
            return MaskingProfile.BuiltIn(sensitivity, passesUnreadable);
        }

        return new MaskingProfile(
            Strictest(masking, MaskingKinds.Pan),
            Strictest(masking, MaskingKinds.Cvv),
            Strictest(masking, MaskingKinds.Track),
            Strictest(masking, MaskingKinds.Pin),
            tokens.OfCard
        )
        {
            Direction = direction,
            Sensitivity = sensitivity,
            PassesUnreadable = passesUnreadable,
            Blocker = masking.FirstOrDefault(rule => rule.IsUnreadable),
            Rules = SetOf(masking, tokens),
            Exceptions = SetOf(rules.Where(rule => rule.Exception is not null), tokens),
        };
    }

    private static KindRule Strictest(List<MaskingRule> rules, string kind) =>
        rules
            .Where(rule => rule.Kinds.Contains(kind, StringComparer.Ordinal))
            .OrderByDescending(rule => rule.Action)
            .ThenBy(rule => rule.Name, StringComparer.Ordinal)
            .Select(rule => new KindRule(rule.Name, rule.Version, rule.Action))
            .FirstOrDefault()
        ?? KindRule.BuiltIn;

    private static RuleSet? SetOf(IEnumerable<MaskingRule> rules, MaskingTokens tokens)
    {
        var own = rules.Where(rule => rule.Fields.Count > 0 || rule.Patterns.Count > 0).ToList();
        return own.Count == 0 ? null : new RuleSet(own, tokens);
    }
}
