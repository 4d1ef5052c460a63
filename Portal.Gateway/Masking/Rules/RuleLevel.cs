namespace Portal.Gateway.Masking.Rules;

/// <summary>One object or array on the way down to a value.</summary>
internal struct RuleLevel
{
    /// <summary>Whether it is an array.</summary>
    public bool IsArray;

    /// <summary>The element that is being read; -1 before the first.</summary>
    public int Index;

    /// <summary>Where the name of the member that is being read begins in the text, and its length, still escaped.</summary>
    public int NameStart,
        NameLength;

    /// <summary>That name as it may be shown, where a rule replaced something in it.</summary>
    public string? SafeName;

    /// <summary>The field match over everything in it; <see cref="FieldMatcher.None"/> where there is none.</summary>
    public int Cover;
}
