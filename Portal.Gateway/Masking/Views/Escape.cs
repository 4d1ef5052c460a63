namespace Portal.Gateway.Masking.Views;

/// <summary>Represents an escape that the end of a text completes.</summary>
/// <param name="Length">How many characters it is; 0 where none stands.</param>
/// <param name="Value">The character it stands for; negative where it stands for nothing.</param>
/// <param name="Flags">The form it has.</param>
internal readonly record struct Escape(int Length, int Value = 0, ViewFlags Flags = ViewFlags.None)
{
    /// <summary>The value of an escape that stands for nothing, such as a soft line break.</summary>
    public const int Nothing = -1;
}
