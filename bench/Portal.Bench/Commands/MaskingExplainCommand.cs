using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Bench.Commands;

/// <summary>
/// Says what the engine knows about texts: what each says as the name of a value, what it mentions, the features and weights of
/// every number that is weighed in it, and the text after masking.
/// </summary>
internal static class MaskingExplainCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The texts; <c>\n</c> and <c>\t</c> are a line end and a tab.</param>
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            throw new BenchException("masking-explain takes one text or several.");
        }

        foreach (var text in args)
        {
            Explain(text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal));
        }

        return 0;
    }

    private static void Explain(string text)
    {
        Console.WriteLine(JsonSerializer.Serialize(text, Plain));
        var bytes = Encoding.UTF8.GetBytes(text);
        Console.WriteLine($"  as a name: {NameSenses.Of(bytes)}");
        WriteMentions(bytes);
        WriteMasked(bytes);
    }

    private static void WriteMentions(byte[] text)
    {
        using var view = TextView.Of(text);
        var mentions = new List<Mention>();
        Mentions.Find(view, mentions);
        foreach (var mention in mentions)
        {
            Console.WriteLine($"  mentions \"{view.Characters[mention.Start..mention.End]}\": {mention.Senses}");
        }
    }

    private static void WriteMasked(byte[] text)
    {
        var scan = new MaskingScan(MaskingProfile.Default, text.Length) { Weighed = WriteWeights };
        List<Edit>? edits = null;
        try
        {
            TextScan.Find(text, new FieldContext(Senses.Value), 0, scan, ref edits);
        }
        catch (JsonException exception)
        {
            Console.WriteLine($"  refused: {exception.Message}");
            return;
        }

        foreach (var edit in edits ?? [])
        {
            var reasons = string.Join("; ", edit.Reasons.ToList().Select(MaskingReasonNames.Of));
            Console.WriteLine($"  {MaskingKinds.NameOf(edit.Kind)} at {edit.Start}, {edit.Length} bytes: {reasons}");
        }

        var masked = edits is null ? text : Edits.Apply(text, edits, MaskingProfile.Default);
        Console.WriteLine($"  after masking: {JsonSerializer.Serialize(Encoding.UTF8.GetString(masked), Plain)}");
    }

    private static void WriteWeights(ReadOnlySpan<byte> digits, FeatureSet features)
    {
        var weights = Enum.GetValues<PanFeature>().Where(features.Has).Select(WeightOf);
        var sum = features.Sum(PanWeights.ByFeature).ToString("0.00", CultureInfo.InvariantCulture);
        Console.WriteLine($"  weighs {Encoding.ASCII.GetString(digits)}: {sum} = {string.Join(", ", weights)}");
    }

    private static string WeightOf(PanFeature feature) =>
        string.Create(CultureInfo.InvariantCulture, $"{feature} {PanWeights.ByFeature[(int)feature]:0.##}");

    private static JsonSerializerOptions Plain { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
