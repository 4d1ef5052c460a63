namespace Portal.Gateway.Masking.Words;

/// <summary>Represents a name or phrase in a text that says something.</summary>
/// <param name="Start">Its first character in the view.</param>
/// <param name="End">First character behind it.</param>
/// <param name="Senses">What it says.</param>
internal readonly record struct Mention(int Start, int End, Senses Senses);
