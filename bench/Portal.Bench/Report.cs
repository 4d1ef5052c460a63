using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Bench;

/// <summary>Progress goes to standard error, the result as JSON to standard output and, if asked, to a file.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Progress(string text) => Console.Error.WriteLine(text);

    public static void Write(object result, string? file)
    {
        string json = JsonSerializer.Serialize(result, Format);
        Console.WriteLine(json);
        if (file is not null)
        {
            File.WriteAllText(file, json + "\n");
        }
    }

    /// <summary>The middle value; of an even number of values the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length switch
        {
            0 => 0,
            _ when sorted.Length % 2 == 1 => sorted[middle],
            _ => (sorted[middle - 1] + sorted[middle]) / 2,
        };
        return Math.Round(median, 3);
    }
}
