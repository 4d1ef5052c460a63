using System.ComponentModel;

namespace PaymentsServer.Querying;

/// <summary>The rows of a query.</summary>
/// <param name="Columns">Column names in order.</param>
/// <param name="Rows">Rows in order, each with one value a column: text, number or null.</param>
/// <param name="Truncated">Whether there were more rows than the cap.</param>
internal sealed record QueryResult(
    [property: Description("Column names in order.")] IReadOnlyList<string> Columns,
    [property: Description("Rows, each with one value per column.")] IReadOnlyList<IReadOnlyList<object?>> Rows,
    [property: Description("True when there were more rows than the cap of 500.")] bool Truncated
);
