namespace Portal.Gateway.Masking.Splits;

/// <summary>Tells figures of a list, of which some happen to be a card number together, from the parts of one.</summary>
internal static class SplitColumn
{
    // Members of an object that have as many digits as the parts of a number beside them.
    private const int MaxBeside = 2;
    private const int LongestRest = 96;

    /// <summary>Whether values of the same size stand before or behind some of the parts.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">All parts, the number's last.</param>
    /// <param name="first">Where the number begins.</param>
    public static bool Holds(ReadOnlySpan<byte> json, ReadOnlySpan<SplitPart> parts, int first)
    {
        if (parts[first].Kind == SplitKind.Trailing)
        {
            return false;
        }

        var before = 0;
        while (before < first && parts[first - 1 - before].Digits == parts[first].Digits)
        {
            before++;
        }

        var last = parts[^1];
        return last.Place.Container == parts[first].Place.Container
            ? IsMember(json, last, before, parts[first].Kind == SplitKind.Name)
            : before > 0 || GoesOn(json, last);
    }

    // Whether parts of one object or array have others of their size beside them. Where names are numbers too, a single other one makes a list of them.
    private static bool IsMember(ReadOnlySpan<byte> json, in SplitPart last, int before, bool isMap)
    {
        var rest = BehindValue(json, last);
        var behind = 0;
        while (behind < MaxBeside && SizeBehind(ref rest) == last.Digits)
        {
            behind++;
        }

        return before + behind >= (isMap || json[last.Place.Container] == '[' ? 1 : MaxBeside);
    }

    // Whether another object or array follows the one that holds a part.
    private static bool GoesOn(ReadOnlySpan<byte> json, in SplitPart last)
    {
        var rest = BehindValue(json, last);
        rest = rest[..Math.Min(rest.Length, LongestRest)];
        var end = rest.IndexOfAny((byte)'}', (byte)']');
        return end < 0 || rest[(end + 1)..].TrimStart(" \t\r\n,"u8) is [(byte)'{' or (byte)'[', ..];
    }

    private static ReadOnlySpan<byte> BehindValue(ReadOnlySpan<byte> json, in SplitPart part)
    {
        var rest = json[(part.Start + part.Length)..];
        return rest[(rest.IndexOf((byte)'"') + 1)..];
    }

    // The number of digits when the next value, or the next member's, is a string of digits; otherwise 0. What is left begins behind it.
    private static int SizeBehind(ref ReadOnlySpan<byte> rest)
    {
        var json = rest.TrimStart(" \t\r\n"u8);
        if (json is not [(byte)',', ..])
        {
            return 0;
        }

        json = json[1..].TrimStart(" \t\r\n"u8);
        if (json is [(byte)'"', ..] && json[1..].IndexOf((byte)'"') is >= 0 and var end && json[(end + 2)..].TrimStart(" \t\r\n"u8) is [(byte)':', .. var value])
        {
            json = value.TrimStart(" \t\r\n"u8);
        }

        if (json is not [(byte)'"', ..])
        {
            return 0;
        }

        var size = json[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (size <= 0 || json[size + 1] != '"')
        {
            return 0;
        }

        rest = json[(size + 2)..];
        return size;
    }
}
