using Portal.Bench;
using Portal.Bench.Commands;
using Portal.Bench.Hosts;
using Portal.Bench.Processes;

try
{
    return args switch
    {
        ["throughput", .. var rest] => ThroughputCommand.Run(rest),
        ["crash", .. var rest] => CrashCommand.Run(rest),
        ["memory", .. var rest] => MemoryCommand.Run(rest),
        ["scan", .. var rest] => ScanCommand.Run(rest),
        ["approvals", .. var rest] => ApprovalsCommand.Run(rest),
        ["streams", .. var rest] => StreamsCommand.Run(rest),
        ["flood", .. var rest] => FloodCommand.Run(rest),
        ["masking", .. var rest] => MaskingCommand.Run(rest),
        ["masking-cases", .. var rest] => MaskingCasesCommand.Run(rest),
        ["masking-false", .. var rest] => MaskingFalseCommand.Run(rest),
        ["masking-features", .. var rest] => MaskingFeaturesCommand.Run(rest),
        ["masking-explain", .. var rest] => MaskingExplainCommand.Run(rest),
        ["masking-worst"] => MaskingWorstCommand.Run(),
        // Hidden: the benchmark starts itself again for what must not share its heap and threads.
        [EchoHost.Verb, var port] => EchoHost.Run(int.Parse(port)),
        [ProxyHost.Verb, var port, var upstream] => ProxyHost.Run(int.Parse(port), upstream),
        _ => Usage.Print(),
    };
}
catch (BenchException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
finally
{
    ChildProcess.KillAll();
}
