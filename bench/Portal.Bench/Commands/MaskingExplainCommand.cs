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
        foreach (var arg in args)
        {
            var bytes = Encoding.UTF8.GetBytes(arg);
            Console.WriteLine($"{arg}: name {NameSenses.Of(bytes)}");
            using var view = TextView.Of(bytes);
            var mentions = new List<Mention>();
            Mentions.Find(view, mentions);
            foreach (var m in mentions) { Console.WriteLine($"   '{view.Characters[m.Start..m.End]}' {m.Senses}"); }
            PanScan.Trace = (f, s) => Console.WriteLine($"   {s}: {string.Join(' ', Enum.GetValues<Portal.Gateway.Masking.Decisions.PanFeature>().Where(x => f.Has(x)))}");
            Console.WriteLine("   scan " + (CandidateScan.MayHold(bytes) ? "yes" : "no"));
            Console.WriteLine("   => " + new MessageMasker().MaskText(arg));
        }
        return 0;
    }
}
