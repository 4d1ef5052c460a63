using System.Diagnostics;
using Portal.Bench.Load;
using Portal.Bench.Processes;
using Portal.Bench.Records;

namespace Portal.Bench.Commands;

/// <summary>
/// The durability proof. A round: start the gateway on the database the last kill left, prove the last round, load it, SIGKILL it
/// at a random moment, check the database file. At the end everything is read back and proved once more.
/// </summary>
internal sealed class CrashCommand
{
    private const int ReplySize = 600;
    private readonly CommandLine _options;
    private readonly int _rounds;
    private readonly int _clients;
    private readonly string _read;
    private readonly Random _random;
    private readonly Ledger _ledger;
    private readonly int[] _lastCalls;
    private readonly List<CrashRound> _done = [];

    private CrashCommand(CommandLine options)
    {
        _options = options;
        _rounds = options.Number("rounds", 20, 1, 1000);
        _clients = options.Number("clients", 32, 1, 1000);
        _read = options.Text("read") ?? "api";
        if (_read is not ("api" or "sqlite" or "both"))
        {
            throw new BenchException($"Option '--read' must be api, sqlite or both, not '{_read}'.");
        }

        _random = new Random(options.Number("seed", 1, 0, int.MaxValue));
        _ledger = new Ledger(_clients);
        _lastCalls = new int[_clients];
    }

    public static int Run(string[] args) =>
        new CrashCommand(new CommandLine(args, "rounds", "clients", "read", "sql", "seed")).Run();

    private int Run()
    {
        using var bed = new TestBed(_options);
        Target gateway = Start(bed, out _);
        for (int round = 1; round <= _rounds; round++)
        {
            DateTimeOffset from = TimeProvider.System.GetUtcNow();
            var kill = new KillUnderLoad(gateway, _clients, ReplySize, _lastCalls);
            TimeSpan killedAfter = TimeSpan.FromSeconds(0.3 + (_random.NextDouble() * 2.7));
            List<CallKey> received = kill.Run(killedAfter);
            received.ForEach(call => _ledger.Add(call.Client, call.Number));
            string? fault = SqliteRecords.Fault(bed.Setup.Database);
            gateway = Start(bed, out TimeSpan restart);
            Proof[] proofs = [.. Prove(bed, received, from)];
            _done.Add(
                new CrashRound(
                    round,
                    killedAfter.TotalMilliseconds,
                    restart.TotalMilliseconds,
                    fault,
                    kill.Errors,
                    kill.FirstError,
                    proofs
                )
            );
            Report.Progress(_done[^1].ToString());
        }

        return Conclude(bed);
    }

    private int Conclude(TestBed bed)
    {
        Proof[] whole = [.. Prove(bed, _ledger.Received, from: null)];
        bool passed = _done.TrueForAll(round => round.Passed) && whole.All(proof => proof.Holds);
        Report.Write(
            new
            {
                rounds = _rounds,
                clients = _clients,
                read = _read,
                repliesReceived = _ledger.Count,
                found = whole.Min(proof => proof.Found),
                missing = whole.Max(proof => proof.MissingReplies + proof.MissingRequests),
                duplicates = whole.Max(proof => proof.Duplicates),
                outOfOrder = whole.Max(proof => proof.OutOfOrder),
                brokenDatabases = _done.Count(round => round.DatabaseFault is not null),
                errorsBeforeKill = _done.Sum(round => round.ErrorsBeforeKill),
                slowestRestartMs = _done.Max(round => round.RestartMs),
                databaseBytes = bed.Setup.DatabaseBytes,
                bed.FileSystem,
                passed,
                each = _done,
            },
            _options.Text("json")
        );
        return passed ? 0 : 1;
    }

    /// <summary>
    /// The database has no cheap filter that survives a change of tables: read directly, it is always read whole.
    /// </summary>
    private IEnumerable<Proof> Prove(TestBed bed, IEnumerable<CallKey> received, DateTimeOffset? from)
    {
        if (_read is "api" or "both")
        {
            yield return Proof.Of(received, ApiRecords.Read(bed.Setup, from));
        }

        if (_read is "sqlite" or "both")
        {
            yield return Proof.Of(received, SqliteRecords.Read(bed.Setup.Database, _options.Text("sql")));
        }
    }

    private static Target Start(TestBed bed, out TimeSpan took)
    {
        long started = Stopwatch.GetTimestamp();
        Target gateway = bed.StartGateway();
        took = Stopwatch.GetElapsedTime(started);
        return gateway;
    }
}
