using Portal.Bench.Processes;

namespace Portal.Bench.Load;

/// <summary>What is called and how.</summary>
/// <param name="Target">Who answers.</param>
/// <param name="Connections">Keep-alive connections, one call at a time on each.</param>
/// <param name="Size">Bytes of a reply.</param>
/// <param name="Cards">Whether replies carry card numbers.</param>
internal sealed record LoadShape(Target Target, int Connections, int Size, bool Cards = false);
