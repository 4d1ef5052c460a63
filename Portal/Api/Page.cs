namespace Portal.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, newest first.</param>
/// <param name="Next">Cursor of the next page for <c>after</c>; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
