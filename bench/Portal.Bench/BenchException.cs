namespace Portal.Bench;

/// <summary>The run cannot go on; the message says what to do. Exit code 2.</summary>
internal sealed class BenchException(string message) : Exception(message);
