namespace Portal.Data;

/// <summary>Annotations of the model that Entity Framework does not know.</summary>
internal static class PortalAnnotations
{
    /// <summary>
    /// On an entity type: on SQLite its table is one tree in the order of its key (<c>WITHOUT ROWID</c>), not a table and an
    /// index.
    /// </summary>
    public const string WithoutRowId = "Portal:WithoutRowId";
}
