using System.Diagnostics;
using Portal.Bench.Masking;
using Portal.Gateway.Masking;

namespace Portal.Bench.Commands;

/// <summary>The engine, the baseline and a copy of memory over the same messages in turn, on one thread.</summary>
internal sealed class MaskingCommand
{
    private readonly int _rounds;
    private readonly TimeSpan _duration;
    private readonly int _size;
    private readonly string? _only;
    private readonly string? _json;

    private MaskingCommand(CommandLine options)
    {
        _rounds = options.Number("rounds", 5, 1, 100);
        _duration = TimeSpan.FromMilliseconds(options.Number("milliseconds", 800, 50, 60_000));
        _size = options.Number("size", 16 * 1024, 512, 16 * 1024 * 1024);
        _only = options.Text("corpus");
        _json = options.Text("json");
    }

    public static int Run(string[] args) =>
        new MaskingCommand(new CommandLine(args, "rounds", "milliseconds", "size", "corpus")).Run();

    private int Run()
    {
        (Corpus Corpus, int Target, Func<string, int> Baseline)[] all =
        [
            (Corpus.PlainText(_size), 6, text => RegexBaseline.Count(text)),
            (Corpus.Numbers(_size), 2, text => RegexBaseline.Count(text)),
            (Corpus.Logs(_size), 1, text => RegexBaseline.Count(text)),
            (Corpus.Matches(_size), 2, text => RegexBaseline.Mask(text).Length),
        ];
        var wanted = all.Where(one => _only is null || one.Corpus.Name == _only).ToList();
        if (wanted.Count == 0)
        {
            throw new BenchException($"--corpus is one of {string.Join(", ", all.Select(one => one.Corpus.Name))}.");
        }

        var results = wanted.ConvertAll(one => Measure(one.Corpus, one.Target, one.Baseline));
        Report.Write(
            new
            {
                settings = new
                {
                    rounds = _rounds,
                    milliseconds = _duration.TotalMilliseconds,
                    messageBytes = _size,
                    cores = 1,
                },
                corpora = results,
            },
            _json
        );
        return 0;
    }

    private object Measure(Corpus corpus, int target, Func<string, int> baseline)
    {
        var masker = new MessageMasker();
        byte[] copy = new byte[_size * 2];
        Func<int, int> engine = index => masker.MaskRead(corpus.Utf8[index], MaskingProfile.Default).Count;
        Func<int, int> regex = index => baseline(corpus.Text[index]);
        Func<int, int> memory = index =>
        {
            corpus.Utf8[index].CopyTo(copy, 0);
            return copy[index];
        };

        // Until everything is compiled with full optimisation.
        foreach (Func<int, int> run in (Func<int, int>[])[engine, regex, memory, engine, regex, memory])
        {
            Rate(corpus, run);
        }

        var rounds = Enumerable
            .Range(0, _rounds)
            .Select(_ => (Engine: Rate(corpus, engine), Regex: Rate(corpus, regex), Memory: Rate(corpus, memory)))
            .ToList();
        double ratio = Report.Median(rounds.Select(round => round.Engine / round.Regex));
        long allocated = Allocated(corpus, engine);
        Report.Progress(
            $"{corpus.Name}: engine {Report.Median(rounds.Select(round => round.Engine))} GB/s, regex "
                + $"{Report.Median(rounds.Select(round => round.Regex))} GB/s, ratio {ratio}, {allocated} bytes a message"
        );
        return new
        {
            corpus = corpus.Name,
            engineGBs = Report.Median(rounds.Select(round => round.Engine)),
            regexGBs = Report.Median(rounds.Select(round => round.Regex)),
            memcpyGBs = Report.Median(rounds.Select(round => round.Memory)),
            engineToRegex = ratio,
            target,
            rounds = rounds.Select(round => Math.Round(round.Engine / round.Regex, 2)),
            allocatedBytesPerMessage = allocated,
            maskedPerMessage = Math.Round(
                corpus.Utf8.Average(message => masker.MaskRead(message, MaskingProfile.Default).Count),
                1
            ),
        };
    }

    private double Rate(Corpus corpus, Func<int, int> run)
    {
        long passes = 0;
        long kept = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int index = 0; index < corpus.Utf8.Length; index++)
            {
                kept += run(index);
            }

            passes++;
        } while (Stopwatch.GetElapsedTime(start) < _duration);
        double rate = passes * corpus.Bytes / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        GC.KeepAlive(kept);
        return rate;
    }

    private static long Allocated(Corpus corpus, Func<int, int> run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 0; index < corpus.Utf8.Length; index++)
        {
            run(index);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / corpus.Utf8.Length;
    }
}
