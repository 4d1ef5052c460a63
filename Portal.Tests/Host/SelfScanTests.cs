using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Portal.Startup;

namespace Portal.Tests.Host;

/// <summary>The portal searches its own storage. A host of its own for each test: what one plants must not be found by another.</summary>
public sealed class SelfScanTests : PortalHost
{
    /// <summary>Numbers are planted here, to be found.</summary>
    protected override bool LeavesNoCardData => false;

    private static readonly SemaphoreSlim Console = new(1, 1);

    [Fact]
    public async Task Run_AfterCallsWithCards_FindsNothingAndIsSigned()
    {
        for (var call = 0; call < 40; call++)
        {
            await SendAsync(Call("scanned", $$"""{"card":"{{Pan}}","number":{{Pan}},"cvv":"123","track":";{{Pan}}=25121015432112345678?"}""", id: $"{call}"),
                script: upstream => upstream.TextAsync($"{Pan}, 5555 5555 5555 4444, 6250941006528599"));
        }

        await ApiAsync(HttpMethod.Post, "/api/v1/card-search", Auditor, JsonSerializer.Serialize(new { pan = Pan }));

        var scan = (await ApiAsync(HttpMethod.Post, "/api/v1/self-scans", Admin)).Json;

        Assert.Equal((0, "[]"), (scan.GetProperty("findings").GetInt32(), scan.GetProperty("places").GetRawText()));
        Assert.True(scan.GetProperty("bytes").GetInt64() > 100_000);
        await AssertSignedAsync(scan);
        var listed = Assert.Single((await ApiAsync("/api/v1/self-scans")).Items);
        Assert.Equal(scan.GetRawText(), listed.GetRawText());
        var record = Assert.Single((await ApiAsync($"/api/v1/records?text={scan.GetProperty("id").GetString()}")).Items);
        Assert.Equal(("portal/self-scan", "ok"), (record.GetProperty("method").GetString(), record.GetProperty("outcome").GetString()));
        Assert.Contains(scan.GetProperty("jws").GetString()!, record.GetProperty("payload").GetString()!, StringComparison.Ordinal);

        // Its own result is no finding either.
        Assert.Equal(0, (await ApiAsync(HttpMethod.Post, "/api/v1/self-scans", Admin)).Json.GetProperty("findings").GetInt32());
    }

    [Fact]
    public async Task Run_OnePlantedNumber_IsFoundAlarmedAndAFailedControlUntilItIsGone()
    {
        await SendAsync(Call("planted"));
        using (var database = OpenDatabase())
        {
            Execute(database, $"PRAGMA wal_autocheckpoint=0; UPDATE Sessions SET ClientName = 'card {Pan}'");
        }

        var scan = (await ApiAsync(HttpMethod.Post, "/api/v1/self-scans", Admin)).Json;

        Assert.Equal(1, scan.GetProperty("findings").GetInt32());
        Assert.Contains(scan.GetProperty("places").EnumerateArray(), place => place.GetProperty("place").GetString() == "Sessions.ClientName");
        Assert.DoesNotContain(Pan, scan.GetRawText(), StringComparison.Ordinal);
        await AssertSignedAsync(scan);
        Assert.Equal("failed", await ControlAsync("self-scan"));
        Assert.Contains(Logs.Lines, line => line.StartsWith("Critical Self-scan found 1", StringComparison.Ordinal));
        Assert.Equal(200, (await ApiAsync("/health/ready", null)).Status);
        Assert.Single((await ApiAsync("/api/v1/records?text=control&outcome=error")).Items, record => record.GetProperty("method").GetString() == "portal/control-failure");
        Assert.DoesNotContain(Pan, string.Join('\n', Logs.Lines), StringComparison.Ordinal);

        await RestartAsync();
        await WaitForControlAsync("self-scan", "failed");
        using (var database = OpenDatabase())
        {
            Execute(database, "PRAGMA secure_delete=ON; UPDATE Sessions SET ClientName = NULL; PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Assert.Equal(0, (await ApiAsync(HttpMethod.Post, "/api/v1/self-scans", Admin)).Json.GetProperty("findings").GetInt32());
        Assert.Equal("working", await ControlAsync("self-scan"));
        Assert.Contains((await ApiAsync("/api/v1/records?text=remedy")).Items, record => record.GetProperty("method").GetString() == "portal/control-restored");
    }

    [Fact]
    public async Task Command_WhileThePortalRuns_SaysByItsExitCodeWhatItFound()
    {
        await SendAsync(Call("commanded", $$"""{"card":"{{Pan}}"}"""));
        var report = Path.GetTempFileName();
        try
        {
            var (clean, text, _) = await CommandAsync("--report", report);
            Assert.Equal((0, true), (clean, text.Contains("No card data", StringComparison.Ordinal)));
            await AssertSignedAsync(JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken)));

            using (var database = OpenDatabase())
            {
                Execute(database, $"UPDATE Sessions SET ClientName = 'card {Pan}'");
            }

            var (found, places, _) = await CommandAsync();
            Assert.Equal(1, found);
            Assert.Contains("Sessions.ClientName", places, StringComparison.Ordinal);
            Assert.DoesNotContain(Pan, places, StringComparison.Ordinal);

            // It only reads, so a portal that cannot record is no obstacle.
            Store.Before = _ => throw new IOException("disk full");
            Assert.Equal(1, (await CommandAsync()).Code);

            var (misused, _, usage) = await CommandAsync("--report");
            Assert.Equal((2, true), (misused, usage.Contains("Use:", StringComparison.Ordinal)));
        }
        finally
        {
            Store.Before = null;
            File.Delete(report);
        }
    }

    [Fact]
    public async Task Run_ByRole_IsForAdministrators()
    {
        Assert.Equal(403, (await ApiAsync(HttpMethod.Post, "/api/v1/self-scans", Auditor)).Status);
        Assert.Equal(403, (await ApiAsync("/api/v1/self-scans", Engineer)).Status);
        Assert.Equal(400, (await ApiAsync("/api/v1/self-scans?take=0")).Status);
        Assert.Equal(400, (await ApiAsync("/api/v1/self-scans?after=x")).Status);
        Assert.Empty((await ApiAsync("/api/v1/self-scans")).Items);
    }

    // Verified by the platform's own ECDSA and the keys that anybody can fetch, not by what signed it.
    private async Task AssertSignedAsync(JsonElement scan)
    {
        var parts = scan.GetProperty("jws").GetString()!.Split('.');
        var head = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(parts[0]));
        Assert.Equal(("ES256", "portal-self-scan+jws"), (head.GetProperty("alg").GetString(), head.GetProperty("typ").GetString()));
        var jwk = (await ApiAsync("/.well-known/portal-keys.json", null)).Json.GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("kid").GetString() == head.GetProperty("kid").GetString());
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(jwk.GetProperty("x").GetString()), Y = Base64UrlEncoder.DecodeBytes(jwk.GetProperty("y").GetString()) },
        });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256));
        var signed = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(parts[1]));
        Assert.Equal(scan.GetProperty("id").GetString(), signed.GetProperty("id").GetString());
        Assert.All(["findings", "bytes", "places", "scope"], name => Assert.Equal(scan.GetProperty(name).GetRawText(), signed.GetProperty(name).GetRawText()));
    }

    private async Task<string?> ControlAsync(string control) =>
        (await ApiAsync("/api/v1/controls")).Items.Single(item => item.GetProperty("control").GetString() == control).GetProperty("state").GetString();

    // The last result is taken up by a hosted service, which may be a moment behind the first answer.
    private async Task WaitForControlAsync(string control, string state)
    {
        using var patience = new CancellationTokenSource(Outer.Limit);
        while (await ControlAsync(control) != state)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments)
    {
        await Console.WaitAsync(TestContext.Current.CancellationToken);
        var (output, error) = (System.Console.Out, System.Console.Error);
        using var written = new StringWriter();
        using var failed = new StringWriter();
        try
        {
            System.Console.SetOut(written);
            System.Console.SetError(failed);
            return (await ScanStoreCommand.RunAsync(Services, arguments), written.ToString(), failed.ToString());
        }
        finally
        {
            System.Console.SetOut(output);
            System.Console.SetError(error);
            Console.Release();
        }
    }
}
