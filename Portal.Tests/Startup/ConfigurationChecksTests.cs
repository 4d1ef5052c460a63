using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Portal.Startup;
using Xunit;

namespace Portal.Tests.Startup;

public sealed class ConfigurationChecksTests
{
    [Theory]
    [InlineData("Database:Provider", "sqlserver")]
    [InlineData("Database:MigrateAtStart", "TRUE")]
    [InlineData("Gateway:MaxRequestBytes", "1048576")]
    [InlineData("gateway:recording:durability", "relaxed")]
    [InlineData("Gateway:Masking:Notice", "False")]
    [InlineData("gateway:masking:sensitivity", "strict")]
    [InlineData("Gateway:Masking:Sensitivity", "Precise")]
    [InlineData("Gateway:Approvals:InlineWaitSeconds", "0")]
    [InlineData("Gateway:Approvals:MaxPendingPerCaller", "20")]
    [InlineData("Gateway:Approvals:Webhooks:0:Url", "https://hooks.example.com")]
    [InlineData("Gateway:Approvals:Webhooks:12:Secret", "whsec_x")]
    [InlineData("Gateway:Approvals:Webhooks:0:Format", "teams")]
    [InlineData("Gateway:Approvals:Webhooks:0:Events:1", "decided")]
    [InlineData("Limits:CallsPerCaller", "1000")]
    [InlineData("limits:streamhours", "12")]
    [InlineData("Evidence:MinFreeGB", "0")]
    [InlineData("Retention:Days", "365")]
    [InlineData("Retention:HotDays", "90")]
    [InlineData("Urls", "http://*:5080; https://+:5443")]
    [InlineData("Demo", "false")]
    [InlineData("SelfScan:DailyAt", "23:59")]
    [InlineData("SelfScan:LogDirectory", ".")]
    [InlineData("Limits:SignIn:PerAddressPerMinute", "1")]
    [InlineData("limits:signin:accountfailures", "10")]
    [InlineData("Logging:LogLevel:Default", "Debug")]
    public void ThrowIfFaulty_GoodSetting_Passes(string key, string value) => Check("Production", (key, value));

    [Theory]
    [InlineData("Database:Provder", "Sqlite", "Database:Provder")]
    [InlineData("Gateway:Typo", "1", "Gateway:Typo")]
    [InlineData("Gateway:Masking:Notice", "sometimes", "Gateway:Masking:Notice")]
    [InlineData("Gateway:Masking:Sensitivity", "paranoid", "Gateway:Masking:Sensitivity")]
    [InlineData("Gateway:Masking:Sensitivity", "3", "Gateway:Masking:Sensitivity")]
    [InlineData("Gateway:Masking:Typo", "1", "Gateway:Masking:Typo")]
    [InlineData("Gateway:Recording:Typo", "1", "Gateway:Recording:Typo")]
    [InlineData("Gateway:Approvals:InlineWaitSeconds", "long", "Gateway:Approvals:InlineWaitSeconds")]
    [InlineData("Gateway:Approvals:MaxPendingPerCaller", "many", "Gateway:Approvals:MaxPendingPerCaller")]
    [InlineData("Gateway:Approvals:Typo", "1", "Gateway:Approvals:Typo")]
    [InlineData("Gateway:Approvals:Webhooks:0:Typo", "1", "Gateway:Approvals:Webhooks:0:Typo")]
    [InlineData("Gateway:Approvals:Webhooks:0:Format", "email", "Gateway:Approvals:Webhooks:0:Format")]
    [InlineData("Gateway:Approvals:Webhooks:3:Format", "1", "Gateway:Approvals:Webhooks:3:Format")]
    [InlineData("Gateway:Approvals:Webhooks:0:Events:0", "created", "Gateway:Approvals:Webhooks:0:Events:0")]
    [InlineData("Limits:Typo", "1", "Limits:Typo")]
    [InlineData("Limits:Searches", "few", "Limits:Searches")]
    [InlineData("Evidence:MinFreeMB", "1", "Evidence:MinFreeMB")]
    [InlineData("Evidence:MinFreeGB", "1.5", "Evidence:MinFreeGB")]
    [InlineData("Authentication:Oidc:Authority", "https://idp", "Authentication:Oidc:Authority")]
    [InlineData("Retention:Weeks", "1", "Retention:Weeks")]
    [InlineData("Seed:Path", "x", "Seed:Path")]
    [InlineData("Siem:Syslog:0:Host", "x", "Siem")]
    [InlineData("Database:Provider", "Postgres", "Database:Provider")]
    [InlineData("Database:Provider", "7", "Database:Provider")]
    [InlineData("Database:MigrateAtStart", "yes", "Database:MigrateAtStart")]
    [InlineData("Authentication:Local:Enabled", "1", "Authentication:Local:Enabled")]
    [InlineData("Demo", "on", "Demo")]
    [InlineData("Gateway:MaxRequestBytes", "4MB", "Gateway:MaxRequestBytes")]
    [InlineData("Gateway:SessionIdleMinutes", "1.5", "Gateway:SessionIdleMinutes")]
    [InlineData("Gateway:Recording:QueueCapacity", "", "Gateway:Recording:QueueCapacity")]
    [InlineData("Gateway:Recording:Durability", "Loose", "Gateway:Recording:Durability")]
    [InlineData("Gateway:Recording:Durability", "7", "Gateway:Recording:Durability")]
    [InlineData("Retention:Days", "364", "Retention:Days")]
    [InlineData("Retention:Days", "a year", "Retention:Days")]
    [InlineData("Retention:HotDays", "89", "Retention:HotDays")]
    [InlineData("Retention:HotDays", "401", "Retention:HotDays")]
    [InlineData("Urls", "localhost:5080", "Urls")]
    [InlineData("Urls", "http://localhost:5080;nonsense", "Urls")]
    [InlineData("Demo", "true", "Demo")]
    [InlineData("SelfScan:DailyAt", "25:00", "SelfScan:DailyAt")]
    [InlineData("SelfScan:DailyAt", "3", "SelfScan:DailyAt")]
    [InlineData("SelfScan:DailyAt", "never", "SelfScan:DailyAt")]
    [InlineData("SelfScan:Hourly", "true", "SelfScan:Hourly")]
    [InlineData("Limits:SignIn:PerAddressPerMinute", "0", "Limits:SignIn:PerAddressPerMinute")]
    [InlineData("Limits:SignIn:PerMinute", "many", "Limits:SignIn:PerMinute")]
    [InlineData("Limits:SignIn:ConcurrentHashes", "65", "Limits:SignIn:ConcurrentHashes")]
    [InlineData("Limits:SignIn:QueueSeconds", "61", "Limits:SignIn:QueueSeconds")]
    [InlineData("Limits:SignIn:AccountFailures", "9", "Limits:SignIn:AccountFailures")]
    [InlineData("Limits:SignIn:PerHour", "1", "Limits:SignIn:PerHour")]
    [InlineData("SelfScan:LogDirectory", "/no/such/folder", "SelfScan:LogDirectory")]
    [InlineData("SelfScan:ExportDirectory", "/no/such/folder", "SelfScan:ExportDirectory")]
    public void ThrowIfFaulty_BadSetting_NamesItsKey(string key, string value, string named)
    {
        var exception = Assert.Throws<StartupException>(() => Check("Production", ("Retention:Days", "400"), (key, value)));
        Assert.Contains($"- {named}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowIfFaulty_SeveralFaults_NamesThemAll()
    {
        var exception = Assert.Throws<StartupException>(() => Check("Production", ("Gateway:Typo", "1"), ("Retention:Days", "1"), ("Demo", "true"), ("Siem:x", "1")));
        Assert.All(["Gateway:Typo", "Retention:Days", "Demo", "Siem"], key => Assert.Contains($"- {key}", exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://localhost:5080;http://portal.example.com:5080", false)]
    public void ThrowIfFaulty_Demo_ListensOnThisMachineOnly(string urls, bool passes)
    {
        if (passes)
        {
            Check("Development", ("Urls", urls));
        }
        else
        {
            Assert.Throws<StartupException>(() => Check("Development", ("Urls", urls)));
        }

        Check("Development", ("Urls", urls), ("Demo", "false"));
    }

    [Fact]
    public void ThrowIfFaulty_ShippedSettings_Pass()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        ConfigurationChecks.ThrowIfFaulty(configuration, new HostingEnvironment { EnvironmentName = "Production" });
        ConfigurationChecks.ThrowIfFaulty(configuration, new HostingEnvironment { EnvironmentName = "Development" });
    }

    private static void Check(string environment, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        ConfigurationChecks.ThrowIfFaulty(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), new HostingEnvironment { EnvironmentName = environment });
    }
}
