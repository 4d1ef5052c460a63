using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway.Masking;

namespace Portal.Tests.Host;

/// <summary>A portal whose detectors fail on every message that holds <see cref="Trigger"/> and something to look at closely.</summary>
public sealed class FaultyMaskerHost : PortalHost
{
    public const string Trigger = "detonate";

    protected override void Change(IServiceCollection services) => services.AddSingleton(new MessageMasker(Find));

    private static bool Find(ReadOnlySpan<byte> json, bool keepsIdentifiers, MaskingScan scan, ref List<Edit>? edits) => json.IndexOf("detonate"u8) >= 0
        ? throw new InvalidOperationException($"The detector failed at {Pan}.")
        : JsonScan.FindInMessage(json, keepsIdentifiers, scan, ref edits);
}
