using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Words;

/// <summary>Finds the names and phrases of a text that say something about a value beside them.</summary>
internal static class Mentions
{
    /// <summary>Adds every one, in order; the longest where several begin, none over another.</summary>
    public static void Find(TextView view, List<Mention> mentions)
    {
        var scan = new MentionScan(view, mentions);
        scan.Run();
    }
}
