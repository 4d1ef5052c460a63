namespace Portal.Bench;

/// <summary>Options of a command: <c>--name value</c> and flags. Anything unknown is refused.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Common = ["portal", "env", "work", "keep", "json"];
    private static readonly string[] Flags = ["keep", "cards"];
    private readonly List<(string Name, string Value)> _values = [];

    public CommandLine(string[] args, params string[] own)
    {
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!Common.Contains(name) && !own.Contains(name))
            {
                throw new BenchException($"Unknown option '{args[i]}'. Run without arguments for the list.");
            }

            bool flag = Flags.Contains(name);
            if (!flag && i + 1 == args.Length)
            {
                throw new BenchException($"Option '{args[i]}' needs a value.");
            }

            _values.Add((name, flag ? "true" : args[++i]));
        }
    }

    public bool Has(string name) => _values.Exists(value => value.Name == name);

    public string? Text(string name) => _values.FindLast(value => value.Name == name).Value;

    public IEnumerable<string> All(string name) => _values.Where(value => value.Name == name).Select(value => value.Value);

    public string[] List(string name, string fallback) =>
        (Text(name) ?? fallback).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public int Number(string name, int fallback, int min, int max) =>
        Text(name) is not { } text ? fallback : Parse(name, text, min, max);

    public int[] Numbers(string name, string fallback, int min, int max) =>
        [.. List(name, fallback).Select(text => Parse(name, text, min, max))];

    private static int Parse(string name, string text, int min, int max) =>
        int.TryParse(text, out int number) && number >= min && number <= max
            ? number
            : throw new BenchException($"Option '--{name}' must be a number from {min} to {max}, not '{text}'.");
}
