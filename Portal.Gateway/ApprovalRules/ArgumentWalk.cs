using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// One search through the arguments of one call. Its work in texts is bounded; what exceeds a bound counts as unreadable.
/// </summary>
/// <param name="matcher">The path.</param>
/// <param name="fold">Brings a name to the one form of the path's; null where names and texts are taken as they are.</param>
/// <param name="test">What is looked for.</param>
internal sealed class ArgumentWalk(FieldMatcher matcher, Func<string, string>? fold, ArgumentTest test)
{
    /// <summary>Most texts within one another.</summary>
    public const int MaxTextDepth = 8;

    /// <summary>Most characters of all texts that are read; as many as the largest request has by default.</summary>
    public const int MaxTextLength = 4 * 1024 * 1024;

    /// <summary>Most values in all texts that are looked at.</summary>
    public const int MaxTextValues = 500_000;

    private readonly List<int> _route = [];
    private int _textDepth;
    private int _textLength;
    private int _textValues;

    /// <summary>Looks at a value and below it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isSelected">Whether the path selects it.</param>
    /// <param name="states">How far the path has come.</param>
    public ArgumentFinding? Visit(JsonElement value, bool isSelected, ReadOnlySpan<ulong> states)
    {
        if (_textDepth > 0 && ++_textValues > MaxTextValues)
        {
            return Found(isUnreadable: true);
        }

        return isSelected && test.Satisfies(value) ? Found(isUnreadable: false) : VisitBelow(value, isSelected, states);
    }

    private ArgumentFinding? VisitBelow(JsonElement value, bool isSelected, ReadOnlySpan<ulong> states)
    {
        var goesOn = states.ContainsAnyExcept(0UL);
        return value.ValueKind switch
        {
            JsonValueKind.Object when goesOn => VisitObject(value, states),
            JsonValueKind.Array when goesOn => VisitArray(value, states),
            JsonValueKind.String when fold is not null && (goesOn || (isSelected && test.ReadingSatisfies is not null)) =>
                VisitText(value.GetString()!, isSelected && test.ReadingSatisfies is not null, states),
            _ => null,
        };
    }

    private ArgumentFinding? VisitArray(JsonElement parent, ReadOnlySpan<ulong> states)
    {
        Span<ulong> below = stackalloc ulong[states.Length];
        Enter();
        var index = 0;
        foreach (var item in parent.EnumerateArray())
        {
            var isSelected = matcher.Descend(states, default, index++, below) != FieldMatcher.None;
            if (Visit(item, isSelected, below) is { } found)
            {
                return found;
            }

            Next();
        }

        Leave();
        return null;
    }

    private ArgumentFinding? VisitObject(JsonElement parent, ReadOnlySpan<ulong> states)
    {
        Span<ulong> below = stackalloc ulong[states.Length];
        Enter();
        foreach (var property in parent.EnumerateObject())
        {
            var name = Encoding.UTF8.GetBytes(fold is null ? property.Name : fold(property.Name));
            var isSelected = matcher.Descend(states, name, -1, below) != FieldMatcher.None;
            if (Visit(property.Value, isSelected, below) is { } found)
            {
                return found;
            }

            Next();
        }

        Leave();
        return null;
    }

    // What a text can be read as stands where the text stands.
    private ArgumentFinding? VisitText(string text, bool isSelected, ReadOnlySpan<ulong> states)
    {
        if (!ArgumentText.MayHoldJson(text, isSelected))
        {
            return null;
        }

        _textLength += text.Length;
        if (_textDepth == MaxTextDepth || _textLength > MaxTextLength)
        {
            return Found(isUnreadable: true);
        }

        _textDepth++;
        var isReadable = ArgumentText.TryRead(text, isSelected, out var values);
        foreach (var value in values)
        {
            var satisfies = isSelected && test.ReadingSatisfies!(value);
            if ((satisfies ? Found(isUnreadable: false) : VisitBelow(value, isSelected, states)) is { } found)
            {
                return found;
            }
        }

        _textDepth--;
        return isReadable ? null : Found(isUnreadable: true);
    }

    private ArgumentFinding Found(bool isUnreadable) => new([.. _route], isUnreadable);

    // The way leads to a text at most, not into it.
    private void Enter()
    {
        if (_textDepth == 0)
        {
            _route.Add(0);
        }
    }

    private void Next()
    {
        if (_textDepth == 0)
        {
            _route[^1]++;
        }
    }

    private void Leave()
    {
        if (_textDepth == 0)
        {
            _route.RemoveAt(_route.Count - 1);
        }
    }
}
