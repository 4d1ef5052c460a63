namespace Portal.Gateway.Masking;

/// <summary>The list that a message's edits are collected in, used again by the next message of the same thread.</summary>
internal static class EditList
{
    // A larger one is left to the collector.
    private const int Largest = 4096;

    [ThreadStatic]
    private static List<Edit>? _spare;

    /// <summary>An empty list.</summary>
    public static List<Edit> Take()
    {
        var list = _spare ?? [];
        _spare = null;
        return list;
    }

    /// <summary>Gives a list back. Nothing of what was in it is kept.</summary>
    public static void Return(List<Edit> list)
    {
        if (list.Capacity <= Largest)
        {
            list.Clear();
            _spare = list;
        }
    }
}
