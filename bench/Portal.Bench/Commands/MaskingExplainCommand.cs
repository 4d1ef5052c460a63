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
            foreach (var m in mentions)
            {
                Console.WriteLine($"   '{view.Characters[m.Start..m.End]}' {m.Senses}");
            }
            var scan = new MaskingScan(MaskingProfile.Default, bytes.Length)
            {
                Weighed = (_, f) =>
                    Console.WriteLine(
                        $"   {f.Sum(Portal.Gateway.Masking.Decisions.PanWeights.ByFeature)}: {string.Join(' ', Enum.GetValues<Portal.Gateway.Masking.Decisions.PanFeature>().Where(x => f.Has(x)))}"
                    ),
            };
            List<Edit>? edits = null;
            TextScan.Find(bytes, new FieldContext(Senses.Value), 0, scan, ref edits);
            Console.WriteLine(
                "   => " + Encoding.UTF8.GetString(edits is null ? bytes : Edits.Apply(bytes, edits, MaskingProfile.Default))
            );
        }
        return 0;
    }
}
