using System.Text.RegularExpressions;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Configuration;
using Portal.Gateway.Storage;
using Portal.SignIn;

namespace Portal.Startup;

/// <summary>
/// Finds every fault of the configuration before anything starts: unknown keys, wrong types, values that cannot work.
/// </summary>
internal static partial class ConfigurationChecks
{
    private const int MinRetentionDays = 365;
    private const int MinHotDays = 90;

    private static readonly string[] Units = ["Bytes", "Seconds", "Minutes"];
    private static readonly string[] Switches =
    [
        "Database:MigrateAtStart",
        "Authentication:Local:Enabled",
        "Gateway:Masking:Notice",
        "Demo",
    ];

    internal static readonly Dictionary<string, string[]> KnownKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Database"] = ["Provider", "ConnectionString", "MigrateAtStart"],
        ["Gateway"] =
        [
            "PublicUrl",
            "MaxRequestBytes",
            "MaxReplyBytes",
            "SessionIdleMinutes",
            "ServerTimeoutSeconds",
            "KeepAliveSeconds",
            "AllowedOrigins:{n}",
            "Masking:Notice",
            "Masking:Sensitivity",
            "Recording:Durability",
            "Recording:QueueCapacity",
            "Recording:TimeoutSeconds",
            "Approvals:InlineWaitSeconds",
            "Approvals:TicketMinutes",
            "Approvals:GrantMinutes",
            "Approvals:MaxPendingPerCaller",
            "Approvals:UnboundMeta:{n}",
            "Approvals:Webhooks:{n}:Url",
            "Approvals:Webhooks:{n}:Secret",
            "Approvals:Webhooks:{n}:Format",
            "Approvals:Webhooks:{n}:Events:{n}",
        ],
        ["Authentication"] = ["Local:Enabled"],
        ["Retention"] = ["Days", "HotDays"],
        ["Seed"] = ["File"],
        ["Keys"] = ["Directory", "GiveUp:{n}"],
        ["Limits"] =
        [
            "SignIn:PerAddressPerMinute",
            "SignIn:PerMinute",
            "SignIn:ConcurrentHashes",
            "SignIn:QueueSeconds",
            "SignIn:AccountFailures",
            "CallsPerCaller",
            "StreamsPerCaller",
            "Connections",
            "BodySeconds",
            "ApiRequestsPerMinute",
            "SearchesPerCaller",
            "Searches",
            "SearchSeconds",
            "StreamMegabytes",
            "StreamEvents",
            "StreamHours",
            "RefusedPerAddressPerMinute",
            "RefusedPerMinute",
        ],
        ["Evidence"] = ["MinFreeGB"],
        ["SelfScan"] = ["DailyAt", "LogDirectory", "ExportDirectory"],
    };

    /// <exception cref="StartupException">Something is wrong; all of it is listed.</exception>
    public static void ThrowIfFaulty(IConfiguration configuration, IHostEnvironment environment)
    {
        var faults = UnknownKeys(configuration)
            .Concat(Types(configuration))
            .Concat(SignInLimitOptions.FaultsOf(configuration))
            .Concat(Retention(configuration))
            .Concat(SelfScan(configuration))
            .Concat(Demo(configuration, environment))
            .ToList();
        if (faults.Count > 0)
        {
            throw new StartupException(
                "The configuration has faults; correct them in appsettings.json or the environment:",
                faults
            );
        }
    }

    private static IEnumerable<string> UnknownKeys(IConfiguration configuration)
    {
        foreach (var (section, known) in KnownKeys)
        {
            foreach (
                var key in LeavesOf(configuration.GetSection(section))
                    .Where(key => !known.Contains(Numbered().Replace(key, ":{n}"), StringComparer.OrdinalIgnoreCase))
            )
            {
                yield return $"{section}:{key} is not a setting of this version. {section} has {string.Join(", ", known)}.";
            }
        }

        if (configuration.GetSection("Siem").GetChildren().Any())
        {
            yield return "Siem is not supported by this version; remove the section rather than believe that events are sent.";
        }
    }

    private static IEnumerable<string> LeavesOf(IConfigurationSection section, string prefix = "")
    {
        foreach (var child in section.GetChildren())
        {
            var key = prefix + child.Key;
            if (child.GetChildren().Any())
            {
                foreach (var leaf in LeavesOf(child, key + ":"))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return key;
            }
        }
    }

    private static IEnumerable<string> Types(IConfiguration configuration) =>
        Choices(configuration)
            .Concat(Flags(configuration))
            .Concat(WholeNumbers(configuration))
            .Concat(configuration.GetSection("Gateway:Approvals:Webhooks").GetChildren().SelectMany(Webhook))
            .Concat(Addresses(configuration));

    private static IEnumerable<string> Choices(IConfiguration configuration)
    {
        if (!IsOneOf<DatabaseProvider>(configuration["Database:Provider"]))
        {
            yield return "Database:Provider is Sqlite or SqlServer.";
        }

        if (!IsOneOf<RecordingDurability>(configuration["Gateway:Recording:Durability"]))
        {
            yield return "Gateway:Recording:Durability is Strict or Relaxed.";
        }

        if (!IsOneOf<MaskingSensitivity>(configuration["Gateway:Masking:Sensitivity"]))
        {
            yield return "Gateway:Masking:Sensitivity is Strict, Balanced or Precise.";
        }
    }

    // Left out, it is the default.
    private static bool IsOneOf<T>(string? text)
        where T : struct, Enum =>
        text is null || (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value));

    private static IEnumerable<string> Flags(IConfiguration configuration) =>
        Switches
            .Where(key => configuration[key] is { Length: > 0 } text && !bool.TryParse(text, out _))
            .Select(key => $"{key} is true or false.");

    private static IEnumerable<string> WholeNumbers(IConfiguration configuration) =>
        KnownKeys["Gateway"]
            .Where(IsWholeNumber)
            .Select(key => $"Gateway:{key}")
            .Concat(KnownKeys["Limits"].Select(key => $"{LimitOptions.Section}:{key}"))
            .Append($"{EvidenceOptions.Section}:{nameof(EvidenceOptions.MinFreeGB)}")
            .Where(key => configuration[key] is { } text && !int.TryParse(text, out _))
            .Select(key => $"{key} is a whole number.");

    private static bool IsWholeNumber(string key) =>
        Array.Exists(Units, unit => key.Contains(unit, StringComparison.Ordinal))
        || key.EndsWith("Capacity", StringComparison.Ordinal)
        || key.EndsWith("PerCaller", StringComparison.Ordinal);

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
        (configuration["Urls"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(url => !IsAddress(url))
            .Select(url => $"Urls: '{url}' is no address to listen on, such as http://localhost:5080.");

    private static bool IsAddress(string url)
    {
        var named = url.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");
    }

    private static IEnumerable<string> Webhook(IConfigurationSection webhook)
    {
        if (webhook["Format"] is { } format && !IsNamed<WebhookFormat>(format))
        {
            yield return $"{webhook.Path}:Format is {string.Join(", ", Enum.GetNames<WebhookFormat>())}.";
        }

        foreach (
            var notification in webhook.GetSection("Events").GetChildren().Where(one => !IsNamed<NotificationEvent>(one.Value))
        )
        {
            yield return $"{notification.Path} is {string.Join(", ", Enum.GetNames<NotificationEvent>())}.";
        }
    }

    private static bool IsNamed<T>(string? text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Retention(IConfiguration configuration)
    {
        if (configuration["Retention:Days"] is { } days && (!int.TryParse(days, out var number) || number < MinRetentionDays))
        {
            yield return $"Retention:Days is a whole number of at least {MinRetentionDays} (PCI DSS 10.5.1).";
        }

        if (configuration["Retention:HotDays"] is { } hot && (!int.TryParse(hot, out var hotDays) || hotDays < MinHotDays))
        {
            yield return $"Retention:HotDays is a whole number of at least {MinHotDays} (PCI DSS 10.5.1).";
        }

        if (
            int.TryParse(configuration["Retention:Days"], out var all)
            && int.TryParse(configuration["Retention:HotDays"], out var near)
            && near > all
        )
        {
            yield return "Retention:HotDays is not more than Retention:Days.";
        }
    }

    private static IEnumerable<string> SelfScan(IConfiguration configuration)
    {
        if (configuration["SelfScan:DailyAt"] is { } at && !TimeOnly.TryParseExact(at, "HH:mm", out _))
        {
            yield return "SelfScan:DailyAt is a time of day in UTC such as 03:00.";
        }

        // A scan of nothing would say that nothing was found.
        foreach (var key in new[] { "SelfScan:LogDirectory", "SelfScan:ExportDirectory" })
        {
            if (configuration[key] is { Length: > 0 } folder && !Directory.Exists(folder))
            {
                yield return $"{key} is a folder that exists; '{folder}' does not.";
            }
        }
    }

    private static IEnumerable<string> Demo(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!DemoSettings.IsOn(configuration, environment))
        {
            yield break;
        }

        if (!environment.IsDevelopment())
        {
            yield return "Demo is true outside Development; the demo has known passwords and never runs there.";
        }

        // To Kestrel an asterisk or a plus is every interface; to Uri it is no host.
        var urls = (configuration["Urls"] ?? "").Replace('*', '0').Replace('+', '0');
        if (urls.Split(';').Any(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && !address.IsLoopback))
        {
            yield return "Demo is on and Urls is reachable from other machines; the demo has known passwords. Set Demo to "
                + "false, or listen on localhost.";
        }
    }

    [GeneratedRegex(":[0-9]+(?=:|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();
}
