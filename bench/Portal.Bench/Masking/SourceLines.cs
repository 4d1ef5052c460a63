namespace Portal.Bench.Masking;

/// <summary>Makes lines as logs and source code have them: mixed case, some digits, nothing that could be a card number.</summary>
internal static class SourceLines
{
    private static readonly string[] Nouns =
    [
        "Block",
        "Session",
        "Cache",
        "Index",
        "Stream",
        "Buffer",
        "Node",
        "Worker",
        "Request",
        "Response",
        "Token",
        "Queue",
        "Store",
        "Header",
    ];

    private static readonly string[] Verbs =
    [
        "read",
        "write",
        "open",
        "close",
        "flush",
        "resolve",
        "parse",
        "update",
        "verify",
        "remove",
        "schedule",
    ];

    private static readonly string[] Levels = ["INFO", "WARN", "DEBUG", "ERROR"];

    /// <summary>Makes a line of a log.</summary>
    public static string Log(Random random) =>
        FormattableString.Invariant(
            random.Next(5) switch
            {
                0 => (FormattableString)
                    $"{random.Next(80000, 90000):000000} {random.Next(200000):000000} {random.Next(2000)} {Pick(random, Levels)} dfs.{Pick(random, Nouns)}$Packet{Pick(random, Nouns)}: {Pick(random, Verbs)} blk_{random.Next(1000)} of size {random.Next(70_000_000)} from /10.250.{random.Next(256)}.{random.Next(256)}",
                1 =>
                    $"2026-11-{random.Next(1, 31):00} {random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00},{random.Next(1000):000} {Pick(random, Levels)} [main-{random.Next(32)}] org.apache.{Pick(random, Nouns)}{Pick(random, Nouns)} - Failed to {Pick(random, Verbs)} {Pick(random, Nouns)} after {random.Next(5000)} ms",
                2 =>
                    $"Jun {random.Next(1, 31)} {random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00} combo sshd(pam_unix)[{random.Next(32000)}]: authentication failure; logname= uid={random.Next(1000)} euid=0 tty=NODEVssh ruser= rhost=218.{random.Next(256)}.{random.Next(256)}.4",
                3 =>
                    $"[{Pick(random, Levels).ToLowerInvariant()}] mod_jk child worker {random.Next(100)} in error state {random.Next(10)}, {Pick(random, Verbs)} {Pick(random, Nouns)}",
                _ =>
                    $"GET /api/v{random.Next(1, 4)}/{Pick(random, Nouns).ToLowerInvariant()}s/{random.Next(100_000)}?page={random.Next(50)}&size=20 HTTP/1.1 {random.Next(200, 504)} {random.Next(90_000)} \"Mozilla/5.0 (X11; Linux x86_64)\"",
            }
        );

    /// <summary>Makes a line of source code.</summary>
    public static string Source(Random random)
    {
        var (one, other, verb) = (Pick(random, Nouns), Pick(random, Nouns), Pick(random, Verbs));
        return FormattableString.Invariant(
            random.Next(6) switch
            {
                0 => (FormattableString)
                    $"    public async Task<{one}> {verb}{other}Async({one}Options options, CancellationToken cancellationToken)",
                1 =>
                    $"        if (this.{verb}{one} === undefined && {other.ToLowerInvariant()}.length > {random.Next(64)}) {{ return null; }}",
                2 => $"  const {verb}{one} = await import('./{other.ToLowerInvariant()}.js').then(m => m.default || m);",
                3 =>
                    $"            var {one.ToLowerInvariant()} = new {one}<string, int>({random.Next(4096)}) {{ Capacity = 0x{random.Next(65536):x4} }};",
                4 => $"    // {verb} every {one} whose {other} is older than {random.Next(90)} days & still open",
                _ => $"function e{random.Next(100)}(t,n){{return t.{verb}(n)?{random.Next(10)}:\"{one}\"+{random.Next(1000)}}}",
            }
        );
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
