using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;

namespace Portal.Gateway.Policy.Trials;

/// <summary>A record with what is known about who sent or got it.</summary>
/// <param name="Row">The record and its text.</param>
/// <param name="Masked">What the masking log says about it.</param>
/// <param name="Server">The server.</param>
/// <param name="Caller">The caller, with the roles held today: those of the time are not recorded.</param>
internal sealed record TriedRecord(RecordWithPayload Row, IEnumerable<MaskingLogEntry> Masked, string Server, Caller Caller)
{
    public Record Record => Row.Record;
}
