namespace Portal.Bench;

/// <summary>The commands and their options, as printed without arguments.</summary>
internal static class Usage
{
    private const string Text = """
        Portal.Bench <command> [options]

        throughput   calls/s and latency of the upstream, a bare YARP proxy and the gateway, in one run
          --targets upstream,yarp,gateway   which to drive
          --rounds 5        measured rounds, after one that is thrown away (1-100)
          --seconds 5       length of one measurement (1-600)
          --warmup 15       length of the first round, at full load, for each target and size (1-600)
          --connections 32  keep-alive connections, one call at a time on each (1-1000)
          --sizes 1024,32768  reply sizes in bytes
          --rate 500        calls/s of the fixed-rate part; 0 leaves it out
          --cards           replies carry card numbers; the gateway must mask every one

        crash        kill -9 under load: every reply that a client received must be on record
          --rounds 20       kills (1-1000)
          --clients 32      concurrent clients (1-1000)
          --read api        api, sqlite or both: where the records are read back from
          --sql <query>     stream, sequence, direction, payload in order of writing, for --read sqlite
          --seed 1          of the random moments

        memory       resident memory of the gateway over many calls and with idle streams open
          --calls 100000 --streams 1000 --seconds 60 --connections 32 --rate 500

        approvals    held calls: from a decision to the answer of the call, and the memory of calls that wait
          --held 500        calls held while each is decided, one after the other (1-2000)
          --waiting 2000    calls held for the memory figure (1-10000)

        flood        latency of calls on the quiet machine and under sign-ins, searches, slow bodies and idle streams at once
          --seconds 20 --rate 50 --connections 8 --records 20000
          --sign-ins 40 --searches 40 --bodies 600 --streams 4000
          --large 0         calls of 2.7 MB full of card numbers, of a caller who may call nothing (0-1000)

        masking      the masking engine beside a compiled regular expression with Luhn and a copy of memory, on one core
          --rounds 5 --milliseconds 800 --size 16384

        masking-cases  masks the cases of a list, for the scorer in eng/masking
          CASES OUTPUT

        masking-false  masks every file of a folder without card data and tells each replacement
          DIR

        masking-features  writes what is known about every number that is weighed in a list of cases, for eng/masking/fit.py
          CASES OUTPUT

        masking-explain  what a text says as a name, what it mentions, features and weights of its numbers, and the text masked
          TEXT ...

        masking-worst  texts made to take long; fails where a megabyte of one takes more than half a second

        streams      what the gateway adds to an event of a stream, and to a list of 1,000 tools
          --rounds 5 --events 400 --gap 5 --tools 1000 --lists 40

        scan         the demo under calls full of card data, and the portal's own scan of its store: it must find nothing, then exactly one planted number
          --calls 10000 --clients 16

        all
          --portal <dll>    the gateway; default Portal/bin/Release/net10.0/Portal.dll, built if missing
          --env A__B=value  extra configuration for the gateway; may be repeated
          --work <dir>      where databases and logs go; default artifacts/bench, a real disk rather than tmpfs
          --keep            leave that folder behind
          --json <file>     write the result there too

        Exit code: 0 fine, 1 errors or a failed proof, 2 could not run.
        """;

    public static int Print()
    {
        Console.Error.WriteLine(Text);
        return 2;
    }
}
