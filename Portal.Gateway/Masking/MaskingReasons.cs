namespace Portal.Gateway.Masking;

/// <summary>Represents up to three reasons in three bytes, strongest first; unused places are <see cref="MaskingReason.None"/>.</summary>
/// <param name="First">The strongest; none when nothing is known.</param>
/// <param name="Second">The next; none when there is only one.</param>
/// <param name="Third">The last; none when there are fewer.</param>
internal readonly record struct MaskingReasons(
    MaskingReason First,
    MaskingReason Second = MaskingReason.None,
    MaskingReason Third = MaskingReason.None
)
{
    /// <summary>How many reasons are kept of one value.</summary>
    public const int Most = 3;

    /// <summary>Gets whether no reason is known.</summary>
    public bool IsNone => First == MaskingReason.None;

    /// <summary>Returns these reasons and another behind them, unless it is among them or there is no room.</summary>
    /// <param name="reason">The other; none adds nothing.</param>
    public MaskingReasons And(MaskingReason reason) =>
        reason == MaskingReason.None || reason == First || reason == Second || Third != MaskingReason.None ? this
        : IsNone ? new MaskingReasons(reason)
        : Second == MaskingReason.None ? this with { Second = reason }
        : this with { Third = reason };

    /// <summary>Returns these reasons and those of another value at the same place behind them, as far as there is room.</summary>
    public MaskingReasons And(MaskingReasons others) => And(others.First).And(others.Second).And(others.Third);

    /// <summary>Returns the reasons as a list; the same empty list when none is known.</summary>
    public IReadOnlyList<MaskingReason> ToList() =>
        this switch
        {
            { First: MaskingReason.None } => [],
            { Second: MaskingReason.None } => [First],
            { Third: MaskingReason.None } => [First, Second],
            _ => [First, Second, Third],
        };
}
