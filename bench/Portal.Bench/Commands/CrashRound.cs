using Portal.Bench.Records;

namespace Portal.Bench.Commands;

/// <summary>What one kill left.</summary>
internal sealed record CrashRound(
    int Round,
    double KilledAfterMs,
    double RestartMs,
    string? DatabaseFault,
    int ErrorsBeforeKill,
    string? FirstError,
    Proof[] Proofs
)
{
    public bool Passed => DatabaseFault is null && ErrorsBeforeKill == 0 && Array.TrueForAll(Proofs, proof => proof.Holds);

    public override string ToString() =>
        $"round {Round}: killed after {KilledAfterMs:F0} ms, {Proofs[0].Received} replies received, {Proofs[0].Found} found, "
        + $"restarted in {RestartMs:F0} ms: {(Passed ? "holds" : $"BROKEN {DatabaseFault} {FirstError}")}";
}
