using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Bench.Commands;

internal static class MaskingExplainCommand
{
    public static int Run(string[] args)
    {
        if (args is ["heads", .. var heads])
        {
            foreach (var h in heads) { Console.WriteLine(h + ": " + string.Join(" | ", Portal.Gateway.Masking.Scanning.ScanWords.Patterns().Where(p => p.Text.StartsWith(h, StringComparison.Ordinal)).Select(p => p.Text + "=" + p.Says))); }
            Console.WriteLine(Portal.Gateway.Masking.Scanning.ScanWords.Patterns().Count + " " + Portal.Gateway.Masking.Scanning.ScanWords.Names.Fingerprints.Estimate);
            return 0;
        }
        if (args is ["time", .. var parts])
        {
            foreach (var part in parts)
            {
                var t = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 16384 / part.Length)));
                for (var r = 0; r < 4; r++)
                {
                    var w = System.Diagnostics.Stopwatch.StartNew();
                    for (var i = 0; i < 3000; i++) { _ = CandidateScan.MayHoldInJson(t); }
                    if (r == 3) { Console.WriteLine($"{3000.0 * t.Length / w.Elapsed.TotalSeconds / 1e9:0.00} GB/s {CandidateScan.Look(t, true, Portal.Gateway.Masking.Decisions.Sensitivity.Balanced)} {part}"); }
                }
            }
            return 0;
        }
        foreach (var arg in args)
        {
            var bytes = Encoding.UTF8.GetBytes(arg);
            Console.WriteLine($"{arg}: name {NameSenses.Of(bytes)}");
            using var view = TextView.Of(bytes);
            var mentions = new List<Mention>();
            Mentions.Find(view, mentions);
            foreach (var m in mentions) { Console.WriteLine($"   '{view.Characters[m.Start..m.End]}' {m.Senses}"); }
            PanScan.Trace = (f, s) => Console.WriteLine($"   {s}: {string.Join(' ', Enum.GetValues<Portal.Gateway.Masking.Decisions.PanFeature>().Where(x => f.Has(x)))}");
            Console.WriteLine("   scan " + CandidateScan.Look(bytes, arg[0] == '{', Portal.Gateway.Masking.Decisions.Sensitivity.Balanced));
            Console.WriteLine("   => " + new MessageMasker().MaskText(arg));
        }
        return 0;
    }
}
