using System.Runtime.InteropServices;

namespace Portal.Bench.Records;

/// <summary>A call by client and the client's own number for it; no number is used twice in a run.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallKey(int Client, int Number);
