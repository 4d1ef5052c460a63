using System.Runtime.InteropServices;

namespace Portal.Bench.Records;

/// <summary>Where a record of a benchmark call stands in the chain.</summary>
/// <param name="Stream">The writer's stream.</param>
/// <param name="Sequence">Position in it.</param>
/// <param name="IsReply">Reply or request.</param>
/// <param name="Call">Whose call, and its number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecordRow(string Stream, long Sequence, bool IsReply, CallKey Call);
